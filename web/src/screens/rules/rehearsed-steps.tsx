import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Badge, Box, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RehearsedStep } from '../../data/rule-trials.ts';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';
import { StepValues } from '../../rules/step-values.tsx';

const COLORS: { readonly [Status in RehearsedStep['status']]: string } = {
  'would-do': 'green',
  'would-wait': 'yellow',
  'would-branch': 'blue',
  'would-fail': 'red',
  'not-reached': 'gray',
};

/** What each step would do, with what it would be given. */
export function RehearsedSteps({ steps, type }: { steps: readonly RehearsedStep[]; type: EntityType }) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  return steps.map((step) => (
    <Box key={step.path} pl={((step.path.split('/').length - 1) / 2) * 14}>
      <Group gap={6} wrap="nowrap">
        <StepIcon kind={step.kind} />
        <Text size="sm" fw={500} flex={1} miw={0}>
          {names.step(step.kind)}
        </Text>
        <Badge
          size="sm"
          tt="none"
          fw={500}
          variant="light"
          c="var(--mantine-color-text)"
          color={COLORS[step.status]}
          style={{ flexShrink: 0 }}
        >
          {t(`try.is.${step.status}`)}
        </Badge>
      </Group>
      {step.status === 'would-fail' && step.reason && (
        <Text size="sm" c="red">
          {step.reason}
        </Text>
      )}
      {step.status !== 'not-reached' && <StepValues value={step.input} type={type} />}
    </Box>
  ));
}
