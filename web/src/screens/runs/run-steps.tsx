import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Code, Group, Stack, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import type { RuleRun, RunStep } from '../../data/rules.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { useRuleNames } from '../../rules/names.ts';
import { RunBadge } from '../../rules/run-badge.tsx';
import { StepIcon } from '../../rules/step-icon.tsx';
import { StepValues } from '../../rules/step-values.tsx';
import classes from './runs.module.css';
import { untilOf } from './until.ts';

/** Every step of a run with its times, what went in and what came out. */
export function RunSteps({ run }: { run: RuleRun }) {
  const { t } = useTranslation('runs');
  const type = useEntityType(run.entityType);
  if (run.steps.length === 0) return <Text c="dimmed">{t('noSteps')}</Text>;
  return (
    <Timeline bulletSize={26} lineWidth={2} active={run.steps.length}>
      {run.steps.map((step) => (
        <Timeline.Item
          key={step.path}
          color={step.status === 'failed' ? 'red' : step.status === 'waiting' ? 'yellow' : 'accent'}
          bullet={<StepIcon kind={step.kind} size={14} />}
          title={<StepTitle step={step} />}
          className={classes.step}
          style={{ marginInlineStart: `${depthOf(step.path) * 20}px` }}
        >
          <StepTimes step={step} />
          <RunFault error={step.error} />
          <StepDetails step={step} type={type} />
        </Timeline.Item>
      ))}
    </Timeline>
  );
}

/** A step within a branch stands further in: `b1/then/m1`. */
const depthOf = (path: string): number => (path.split('/').length - 1) / 2;

function StepTitle({ step }: { step: RunStep }) {
  const names = useRuleNames();
  return (
    <Group gap="xs">
      <Text fw={500} component="h2" fz="md">
        {names.step(step.kind)}
      </Text>
      <RunBadge status={step.status} />
    </Group>
  );
}

function StepTimes({ step }: { step: RunStep }) {
  const { t } = useTranslation('runs');
  const { dateTime, number, seconds } = useFormats();
  const taken = step.finishedAt ? Date.parse(step.finishedAt) - Date.parse(step.startedAt) : null;
  const until = step.status === 'waiting' ? untilOf(step) : null;
  return (
    <Text size="sm" c="dimmed">
      {dateTime(step.startedAt, { dateStyle: 'medium', timeStyle: 'medium' })}
      {taken !== null &&
        ` · ${
          taken < 1_000
            ? number(taken, { style: 'unit', unit: 'millisecond', unitDisplay: 'short', maximumFractionDigits: 0 })
            : seconds(taken / 1_000, 'long')
        }`}
      {until && ` · ${t('waitsUntil', { time: dateTime(until) })}`}
    </Text>
  );
}

/** What came out says more of the same things than what went in. */
function valuesOf({ input, output }: RunStep): unknown {
  const members = (value: unknown) =>
    value !== null && typeof value === 'object' && !Array.isArray(value) ? value : {};
  return { ...members(input), ...members(output) };
}

function StepDetails({ step, type }: { step: RunStep; type: EntityType | undefined }) {
  const { t } = useTranslation('runs');
  const isEmpty = (value: unknown) => value === null || value === undefined || JSON.stringify(value) === '{}';
  if (isEmpty(step.input) && isEmpty(step.output)) return null;
  return (
    <Stack gap={4}>
      <StepValues value={valuesOf(step)} type={type} />
      <details className={classes.raw}>
        <summary>{t('exactly')}</summary>
        {!isEmpty(step.input) && <Values name={t('input')} value={step.input} />}
        {!isEmpty(step.output) && <Values name={t('output')} value={step.output} />}
      </details>
    </Stack>
  );
}

function Values({ name, value }: { name: string; value: unknown }) {
  return (
    <>
      <Text size="sm" c="dimmed" mt={6}>
        {name}
      </Text>
      <Code block fz="xs" tabIndex={0} className={classes.code}>
        {JSON.stringify(value, null, 2)}
      </Code>
    </>
  );
}

/** Why a run or a step failed. */
export function RunFault({ error }: { error: unknown }) {
  if (!error) return null;
  return (
    <Alert color="red" variant="light" mt={6} p="xs" role="alert">
      {reasonOf(error)}
    </Alert>
  );
}

function reasonOf(error: unknown): string {
  if (typeof error === 'string') return error;
  if (typeof error === 'object' && error !== null) {
    const { reason, message } = error as { reason?: unknown; message?: unknown };
    if (typeof reason === 'string') return reason;
    if (typeof message === 'string') return message;
  }
  return JSON.stringify(error);
}
