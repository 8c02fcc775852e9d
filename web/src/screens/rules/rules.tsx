import type { PublishedDefinition } from '@etapa/shared/api/entity-types';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { IconBolt, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery, type SavedRule } from '../../data/rules.ts';
import { may, useMe } from '../../data/session.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { StageMark } from '../../ui/stage-mark.tsx';
import { RuleCard } from './rule-card.tsx';
import { type RuleGroup, ruleGroups } from './rule-groups.ts';

const process = getRouteApi('/signed-in/p/$entityType');

/** What happens by itself in a process: each stage with its rules, each rule in words. */
export function Rules() {
  const { t } = useTranslation('rules');
  const { entityType } = process.useParams();
  const navigate = useNavigate();
  const me = useMe();
  const type = useEntityType(entityType);
  const rules = useQuery(rulesQuery(entityType));
  const mayDesign = may(me, 'design', entityType);
  useHotkeys(mayDesign ? [['n', () => void navigate({ to: '/p/$entityType/new-rule', params: { entityType } })]] : []);
  const add = mayDesign && (
    <ButtonLink to="/p/$entityType/new-rule" params={{ entityType }} leftSection={<IconPlus size={16} />}>
      {t('new')}
    </ButtonLink>
  );
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      width={960}
      actions={
        <>
          <ButtonLink to="/runs" search={{ entityType }} variant="default">
            {t('allRuns')}
          </ButtonLink>
          {add}
        </>
      }
    >
      <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />
      {(rules.isPending || !type) && !rules.error && <RowsSkeleton rows={3} height={96} />}
      {rules.data?.length === 0 && (
        <Empty icon={<IconBolt />} title={t('none')} action={add}>
          {t('noneLead')}
        </Empty>
      )}
      {type && rules.data && rules.data.length > 0 && (
        <Stack gap="lg">
          {ruleGroups(type, rules.data).map((group) => (
            <StageRules
              key={`${group.funnel?.key} ${group.stage?.key}`}
              group={group}
              type={type}
              mayDesign={mayDesign}
            />
          ))}
        </Stack>
      )}
    </Page>
  );
}

interface StageRulesProps {
  group: RuleGroup<SavedRule>;
  type: PublishedDefinition;
  mayDesign: boolean;
}

/** The rules of one stage under its name, with a way to add another. */
function StageRules({ group, type, mayDesign }: StageRulesProps) {
  const { t } = useTranslation('rules');
  const { label } = useFormats();
  const { stage, funnel, rules, also } = group;
  if (!stage && rules.length === 0) return null;
  const several = (type.funnels?.length ?? 0) > 1;
  const name = stage ? `${several ? `${label(funnel?.name)} · ` : ''}${label(stage.name)}` : t('noStage');
  return (
    <section aria-label={name}>
      <Group gap={8} mb={rules.length > 0 ? 'xs' : 0} wrap="nowrap">
        {stage && <StageMark stage={stage} />}
        <Title order={2} size="h4" c={rules.length > 0 ? undefined : 'dimmed'}>
          {name}
        </Title>
        {mayDesign && stage && (
          <ButtonLink
            to="/p/$entityType/new-rule"
            params={{ entityType: type.key }}
            search={{ stage: stage.key }}
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={12} />}
            aria-label={t('addTo', { stage: name })}
          >
            {t('add')}
          </ButtonLink>
        )}
      </Group>
      <Stack gap="sm">
        {rules.map((rule) => (
          <RuleCard key={rule.key} rule={rule} type={type} mayDesign={mayDesign} />
        ))}
      </Stack>
      {also.length > 0 && (
        <Text size="sm" c="dimmed" mt={6}>
          {t('also')}{' '}
          {also.map((rule, at) => (
            <span key={rule.key}>
              {at > 0 && ', '}
              <Anchor href={`#${rule.key}`} size="sm">
                {rule.name}
              </Anchor>
            </span>
          ))}
        </Text>
      )}
    </section>
  );
}
