import { Alert, Button, Code, Group, Stack, Text, Timeline } from '@mantine/core';
import { IconRefresh } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type RuleRun, type RunStep, useRetryRun } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RunBadge } from './run-badge.tsx';

/** One run: when, on which record, and every step with what went in and came out. */
export function RunDetails({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const { dateTime } = useFormats();
  const retry = useRetryRun();
  return (
    <Stack>
      <Group justify="space-between">
        <Group gap="xs">
          <RunBadge status={run.status} />
          <Text c="dimmed">{t('version', { version: run.ruleVersion })}</Text>
        </Group>
        {run.status === 'failed' && (
          <Button
            size="xs"
            leftSection={<IconRefresh size={14} />}
            loading={retry.isPending}
            onClick={() => retry.mutate(run.id)}
          >
            {t('retry')}
          </Button>
        )}
      </Group>
      <ProblemNotice error={retry.error} />
      <Text>
        {dateTime(run.createdAt, { dateStyle: 'medium', timeStyle: 'medium' })}
        {run.recordNumber !== null && (
          <>
            {' · '}
            <RecordLink entityType={run.entityType} number={run.recordNumber}>
              {run.recordTitle || `#${run.recordNumber}`}
            </RecordLink>
          </>
        )}
      </Text>
      <Fault error={run.error} />
      <Timeline bulletSize={14} lineWidth={2} active={run.steps.length}>
        {run.steps.map((step) => (
          <Timeline.Item
            key={step.path}
            color={step.status === 'failed' ? 'red' : 'accent'}
            title={<StepTitle step={step} />}
          >
            <StepTimes step={step} />
            <Fault error={step.error} />
            <Values name={t('input')} value={step.input} />
            <Values name={t('output')} value={step.output} />
          </Timeline.Item>
        ))}
      </Timeline>
      {run.steps.length === 0 && <Text c="dimmed">{t('noSteps')}</Text>}
    </Stack>
  );
}

const NAMED = ['task.create', 'notify', 'record.update', 'branch'] as const;

function StepTitle({ step }: { step: RunStep }) {
  const { t } = useTranslation('runs');
  const kind = NAMED.find((one) => one === step.kind);
  return (
    <Group gap="xs">
      <Text fw={500}>{kind ? t(`step.${kind}`) : step.kind}</Text>
      <RunBadge status={step.status} />
    </Group>
  );
}

function StepTimes({ step }: { step: RunStep }) {
  const { dateTime, number } = useFormats();
  const taken = step.finishedAt ? Date.parse(step.finishedAt) - Date.parse(step.startedAt) : null;
  return (
    <Text size="sm" c="dimmed">
      {dateTime(step.startedAt, { timeStyle: 'medium' })}
      {taken !== null &&
        ` · ${number(taken, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 })}`}
    </Text>
  );
}

function Values({ name, value }: { name: string; value: unknown }) {
  if (value === null || value === undefined || JSON.stringify(value) === '{}') return null;
  return (
    <>
      <Text size="sm" c="dimmed" mt={6}>
        {name}
      </Text>
      <Code block fz="xs">
        {JSON.stringify(value, null, 2)}
      </Code>
    </>
  );
}

function Fault({ error }: { error: unknown }) {
  if (!error) return null;
  const reason =
    typeof error === 'object' && 'reason' in error
      ? String(error.reason)
      : typeof error === 'object' && 'message' in error
        ? String(error.message)
        : typeof error === 'string'
          ? error
          : JSON.stringify(error);
  return (
    <Alert color="red" variant="light" mt={6} role="alert">
      {reason}
    </Alert>
  );
}
