import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, Code, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunStep } from '../data/rules.ts';
import { useFormats } from '../i18n/locale.tsx';
import { useRunReason } from './run-reason.ts';
import classes from './run-step-details.module.css';
import { StepValues } from './step-values.tsx';
import { untilOf } from './until.ts';

interface Props {
  step: RunStep;
  /** Of the record that the rule ran on. */
  type: EntityType | undefined;
}

/** When a step of a run was done and how long it took, why it failed, what went in and what came out. */
export function RunStepDetails({ step, type }: Props) {
  return (
    <>
      <StepTimes step={step} />
      <RunFault error={step.error} />
      <StepDetails step={step} type={type} />
    </>
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

function StepDetails({ step, type }: Props) {
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
  const reasonOf = useRunReason();
  if (!error) return null;
  return (
    <Alert color="red" variant="light" mt={6} p="xs" role="alert">
      {reasonOf(error)}
    </Alert>
  );
}
