import type { PublishedDefinition } from '@etapa/shared/api/entity-types';
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { SavedRule } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { StageMark } from '../../ui/stage-mark.tsx';
import { type Opening, RuleCard } from './rule-card.tsx';
import { type RuleGroup, ruleGroups } from './rule-groups.ts';

interface Props {
  type: PublishedDefinition;
  rules: readonly SavedRule[];
  /** Absent: they are only read. */
  opening?: Opening;
  /** A stage to bring into view, as `funnel/stage`. */
  at?: string | null;
}

/** Each stage with its rules, each rule in words; then those that are bound to none. */
export function RuleGroupsList({ type, rules, ...shared }: Props) {
  return (
    <Stack gap="lg">
      {ruleGroups(type, rules).map((group) => (
        <StageRules key={`${group.funnel?.key} ${group.stage?.key}`} group={group} type={type} {...shared} />
      ))}
    </Stack>
  );
}

/** The rules of one stage under its name, with a way to add another. */
function StageRules({ group, type, opening, at }: Omit<Props, 'rules'> & { group: RuleGroup<SavedRule> }) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const heading = useRef<HTMLHeadingElement>(null);
  const { stage, funnel, rules, also } = group;
  const isSought = stage !== null && at === `${funnel?.key}/${stage.key}`;
  useEffect(() => {
    if (!isSought) return;
    heading.current?.scrollIntoView({ block: 'start' });
    heading.current?.focus({ preventScroll: true });
  }, [isSought]);
  if (!stage && rules.length === 0) return null;
  const several = (type.funnels?.length ?? 0) > 1;
  const name = stage ? `${several ? `${label(funnel?.name)} · ` : ''}${label(stage.name)}` : t('noStage');
  const alike = (type.funnels ?? []).filter(({ stages }) => stages.some(({ key }) => key === stage?.key));
  // The key alone would mean the stages of the others, too.
  const only = alike.length > 1 ? funnel?.key : undefined;
  const add = { size: 'compact-xs', variant: 'subtle', leftSection: <IconPlus size={12} /> } as const;
  return (
    <section aria-label={name}>
      <Group gap={8} mb={rules.length > 0 ? 'xs' : 0} wrap="nowrap">
        {stage && <StageMark stage={stage} index={funnel?.stages.indexOf(stage)} />}
        <Title order={2} fz="md" c={rules.length > 0 ? undefined : 'dimmed'} ref={heading} tabIndex={-1}>
          {name}
        </Title>
        {stage && opening && (
          <Button
            {...add}
            aria-label={t('addTo', { stage: name })}
            onClick={() => opening.begin({ stage: stage.key, funnel: only })}
          >
            {t('add')}
          </Button>
        )}
      </Group>
      <Stack gap="sm">
        {rules.map((rule) => (
          <RuleCard key={rule.key} rule={rule} type={type} opening={opening} />
        ))}
      </Stack>
      {also.length > 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('also')}{' '}
          {also.map((rule, index) => (
            <span key={rule.key}>
              {index > 0 && ', '}
              {opening ? (
                <Anchor component="button" type="button" size="sm" onClick={() => opening.open(rule.key)}>
                  {rule.name}
                </Anchor>
              ) : (
                <Anchor href={`#${rule.key}`} size="sm">
                  {rule.name}
                </Anchor>
              )}
            </span>
          ))}
        </Text>
      )}
    </section>
  );
}
