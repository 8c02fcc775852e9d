import { Group, Text, Timeline } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useEntityType } from '../../data/entity-types.ts';
import type { RuleRun, RunStep } from '../../data/rules.ts';
import { useRuleNames } from '../../rules/names.ts';
import { RunBadge } from '../../rules/run-badge.tsx';
import { RunStepDetails } from '../../rules/run-step-details.tsx';
import { StepIcon } from '../../rules/step-icon.tsx';
import classes from './runs.module.css';

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
          <RunStepDetails step={step} type={type} />
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
