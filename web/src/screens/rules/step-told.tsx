import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StepStanding } from '@etapa/shared/rules/step-tree';
import { Box, Group, Paper, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RehearsedStep } from '../../data/rule-trials.ts';
import type { RunStep } from '../../data/rules.ts';
import { useRuleNames } from '../../rules/names.ts';
import { RunBadge } from '../../rules/run-badge.tsx';
import { RunStepDetails } from '../../rules/run-step-details.tsx';
import { StepIcon } from '../../rules/step-icon.tsx';
import { RehearsedSteps } from './rehearsed-steps.tsx';

interface Props {
  standing: StepStanding;
  type: EntityType;
  /** What it would do. */
  tried?: RehearsedStep;
  /** What it did. */
  ran?: RunStep;
}

/** What is told of the step that is chosen on the canvas: what it would do, or what it did. */
export function StepTold({ standing: { step, number }, type, tried, ran }: Props) {
  const { t } = useTranslation('rules');
  const { t: own } = useTranslation('automation');
  const names = useRuleNames();
  const title = t('stepNamed', { number, name: names.step(step.kind) });
  return (
    <Paper withBorder p="sm" component="section" aria-label={title}>
      <Group gap={8} wrap="nowrap" mb={4} justify="space-between">
        <Group gap={8} wrap="nowrap">
          <StepIcon kind={step.kind} size={18} />
          <Text fw={600}>{title}</Text>
        </Group>
        {ran && <RunBadge status={ran.status} />}
      </Group>
      {ran && <RunStepDetails step={ran} type={type} />}
      {tried && (
        <Box ml={-14 * ((tried.path.split('/').length - 1) / 2)}>
          <RehearsedSteps steps={[tried]} type={type} />
        </Box>
      )}
      {!ran && !tried && (
        <Text size="sm" c="dimmed">
          {own('notReached')}
        </Text>
      )}
    </Paper>
  );
}
