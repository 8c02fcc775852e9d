import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Fault } from '@etapa/shared/fields/fault';
import type { Rule } from '@etapa/shared/rules/rule';
import { Box, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { LazyConditionBuilder } from './lazy-condition-builder.tsx';
import { ParametersForm } from './parameters-form.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { isWithin } from './rule-faults.ts';
import { type RuleForm as Form, RuleFormContext } from './rule-form-context.ts';
import { StepList } from './step-list.tsx';
import { TriggerForm } from './trigger-form.tsx';

interface Props {
  rule: Rule;
  type: EntityType;
  types: readonly EntityType[];
  /** Those to show. */
  faults: readonly Fault[];
  onChange: (rule: Rule) => void;
}

/** A rule as a form: when, if, then. */
export function RuleForm({ rule, type, types, faults, onChange }: Props) {
  const { t } = useTranslation('rules');
  const faultText = useRuleFaultText();
  const form = useMemo<Form>(
    () => ({
      rule,
      type,
      types,
      faultsAt: (path) => faults.filter((fault) => fault.path === path),
      faultsWithin: (path) => faults.filter((fault) => isWithin(fault.path, path)),
      ParametersForm,
    }),
    [rule, type, types, faults],
  );
  const change = (next: Partial<Rule>) => onChange({ ...rule, ...next });
  return (
    <RuleFormContext value={form}>
      <Stack gap="md">
        <Group align="flex-start" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('name')}
            placeholder={t('nameExample')}
            value={rule.name}
            error={faultText(form.faultsAt('/name'))}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <Switch
            mt={30}
            label={t('enabled')}
            checked={rule.enabled}
            onChange={(event) => change({ enabled: event.currentTarget.checked })}
          />
        </Group>
        <Section title={t('section.when')}>
          <TriggerForm trigger={rule.trigger} type={type} onChange={(trigger) => change({ trigger })} />
        </Section>
        <Section title={t('section.if')} lead={t('section.ifLead')}>
          <LazyConditionBuilder type={type} value={rule.when} ofEvent onChange={(when) => change({ when })} />
          <Text c="red" size="sm" mt={4}>
            {faultText(form.faultsWithin('/when'))}
          </Text>
        </Section>
        <Box component="section" aria-label={t('section.then')}>
          <Text fw={600} size="lg" mb="xs">
            {t('section.then')}
          </Text>
          <StepList steps={rule.steps} path="/steps" number="" onChange={(steps) => change({ steps })} />
        </Box>
      </Stack>
    </RuleFormContext>
  );
}

function Section({ title, lead, children }: { title: string; lead?: string; children: ReactNode }) {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <Text fw={600} size="lg">
        {title}
      </Text>
      {lead && (
        <Text size="sm" c="dimmed">
          {lead}
        </Text>
      )}
      <Box mt="xs">{children}</Box>
    </Paper>
  );
}
