import { Box, Group, Paper, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConditionForm } from './condition-form.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';
import { StepList } from './step-list.tsx';
import { TriggerForm } from './trigger-form.tsx';

/** A rule as a form: when, if, then. */
export function RuleForm() {
  const { t } = useTranslation('rules');
  const faultText = useRuleFaultText();
  const { rule, edit, faultsAt } = useRuleForm();
  return (
    <Stack gap="md">
      <Group align="flex-start" wrap="nowrap">
        <TextInput
          flex={1}
          label={t('name')}
          placeholder={t('nameExample')}
          value={rule.name}
          error={faultText(faultsAt('/name'))}
          onChange={(event) => edit({ kind: 'rule.update', set: { name: event.currentTarget.value } })}
        />
        <Switch
          mt={30}
          label={t('enabled')}
          checked={rule.enabled}
          onChange={(event) => edit({ kind: 'rule.update', set: { enabled: event.currentTarget.checked } })}
        />
      </Group>
      <Section title={t('section.when')}>
        <TriggerForm />
      </Section>
      <Section title={t('section.if')} lead={t('section.ifLead')}>
        <ConditionForm />
      </Section>
      <Box component="section" aria-label={t('section.then')}>
        <Text fw={600} size="lg" mb="xs">
          {t('section.then')}
        </Text>
        <StepList steps={rule.steps} path="/steps" number="" />
      </Box>
    </Stack>
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
