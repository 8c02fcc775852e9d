import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule, Step } from '@etapa/shared/rules/rule';
import { Box, Button, Drawer, Group, Menu, Stack, Switch, Text, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type SavedRule, useCreateRule, useSaveRule } from '../../data/rules.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { emptyRule, moveStep, newStep, ruleKey, STEP_KINDS, unfinished } from './rule-draft.ts';
import { StepBox } from './step-box.tsx';
import { TriggerForm } from './trigger-form.tsx';

const ConditionBuilder = lazy(async () => ({
  default: (await import('../../conditions/condition-builder.tsx')).ConditionBuilder,
}));

interface Props {
  type: EntityType;
  /** Null makes a new one. */
  rule: SavedRule | null;
  /** Keys that other rules of the type have. */
  taken: string[];
  onClose: () => void;
}

/** A rule as a form: when, if, then. */
export function RuleEditor({ type, rule, taken, onClose }: Props) {
  const { t } = useTranslation('rules');
  const { t: common } = useTranslation();
  const [draft, setDraft] = useState<Rule>(() => rule ?? emptyRule());
  const [tried, setTried] = useState(false);
  const create = useCreateRule(type.key);
  const save = useSaveRule(type.key);
  const change = (next: Partial<Rule>) => setDraft((before) => ({ ...before, ...next }));
  const lacking = unfinished(draft.steps);
  const nameless = draft.name.trim() === '';
  const put = (at: number, step: Step) =>
    change({ steps: draft.steps.map((one, index) => (index === at ? step : one)) });

  const submit = () => {
    setTried(true);
    if (nameless || lacking.size > 0 || draft.steps.length === 0) return;
    if (rule) save.mutate(draft, { onSuccess: onClose });
    else create.mutate({ ...draft, key: ruleKey(draft.name, taken) }, { onSuccess: onClose });
  };

  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="xl"
      title={rule ? t('edit') : t('new')}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Stack gap="lg">
        <Group align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('name')}
            placeholder={t('nameExample')}
            data-autofocus
            value={draft.name}
            error={tried && nameless ? t('nameMissing') : undefined}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Switch
            mt={30}
            label={t('enabled')}
            checked={draft.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
        </Group>
        <Section title={t('section.when')}>
          <TriggerForm trigger={draft.trigger} type={type} onChange={(trigger) => change({ trigger })} />
        </Section>
        <Section title={t('section.if')} lead={t('section.ifLead')}>
          <Suspense fallback={<RowsSkeleton rows={1} />}>
            <ConditionBuilder type={type} value={draft.when} ofEvent onChange={(when) => change({ when })} />
          </Suspense>
        </Section>
        <Section title={t('section.then')}>
          <Stack gap="sm">
            {draft.steps.map((step, at) => (
              <StepBox
                key={step.id}
                step={step}
                type={type}
                number={at + 1}
                last={at === draft.steps.length - 1}
                lacking={tried && lacking.has(at)}
                onChange={(next) => put(at, next)}
                onMove={(by) => change({ steps: moveStep(draft.steps, at, by) })}
                onRemove={() => change({ steps: draft.steps.filter((one) => one.id !== step.id) })}
              />
            ))}
            {tried && draft.steps.length === 0 && (
              <Text c="red" size="sm">
                {t('stepMissing')}
              </Text>
            )}
            <Menu position="bottom-start">
              <Menu.Target>
                <Button variant="default" leftSection={<IconPlus size={16} />} style={{ alignSelf: 'flex-start' }}>
                  {t('addStep')}
                </Button>
              </Menu.Target>
              <Menu.Dropdown>
                {STEP_KINDS.map((kind) => (
                  <Menu.Item key={kind} onClick={() => change({ steps: [...draft.steps, newStep(kind, draft.steps)] })}>
                    {t(`step.${kind}`)}
                  </Menu.Item>
                ))}
              </Menu.Dropdown>
            </Menu>
          </Stack>
        </Section>
        <ProblemNotice error={create.error ?? save.error} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
          <Button loading={create.isPending || save.isPending} onClick={submit}>
            {common('save')}
          </Button>
        </Group>
      </Stack>
    </Drawer>
  );
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title}>
      <Text fw={600}>{title}</Text>
      {lead && (
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
      )}
      <Box mt="xs">{children}</Box>
    </Box>
  );
}
