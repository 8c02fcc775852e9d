import type { Step } from '@etapa/shared/rules/rule';
import { branchesOf } from '@etapa/shared/rules/step-tree';
import { stepKindOf } from '@etapa/shared/rules/steps/kinds';
import { ActionIcon, Box, Code, Group, Paper, Stack, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useRuleNames } from '../../rules/names.ts';
import { StepIcon } from '../../rules/step-icon.tsx';
import { ParametersForm } from './parameters-form.tsx';
import { useRuleFaultText } from './rule-fault-text.ts';
import { useRuleForm } from './rule-form-context.ts';
import classes from './rules.module.css';

interface Props {
  step: Step;
  /** JSON Pointer of the step in the rule. */
  path: string;
  /** Such as `2.1` for the first step within the second. */
  number: string;
  place: { first: boolean; last: boolean };
  onMove: (by: -1 | 1) => void;
  onCopy: () => void;
  onRemove: () => void;
  /** The steps within it, of one of its lists; absent where they are shown elsewhere. */
  within?: (branch: string) => ReactNode;
}

/** One step of the form: its parameters, its place among the steps, and the steps within it. */
export function StepBox({ step, path, number, place, onMove, onCopy, onRemove, within }: Props) {
  const { t } = useTranslation('rules');
  const names = useRuleNames();
  const { edit, faultsAt } = useRuleForm();
  const faultText = useRuleFaultText();
  const kind = stepKindOf(step.kind);
  const named = { number, name: names.step(step.kind) };
  const fault = faultText([...faultsAt(path), ...faultsAt(`${path}/kind`), ...faultsAt(`${path}/id`)]);
  const tools = [
    { label: t('moveUp', named), Icon: IconArrowUp, run: () => onMove(-1), disabled: place.first },
    { label: t('moveDown', named), Icon: IconArrowDown, run: () => onMove(1), disabled: place.last },
    { label: t('copyStep', named), Icon: IconCopy, run: onCopy, disabled: false },
    { label: t('removeStep', named), Icon: IconTrash, run: onRemove, disabled: false },
  ];
  return (
    <Paper withBorder p="sm" role="group" aria-label={t('stepNamed', named)} className={classes.step}>
      <Group justify="space-between" mb={8} wrap="nowrap" align="flex-start">
        <Group gap={8} wrap="nowrap">
          <StepIcon kind={step.kind} size={18} />
          <Text fw={600}>{t('stepNamed', named)}</Text>
        </Group>
        <Group gap={0} wrap="nowrap">
          {tools.map(({ label, Icon, run, disabled }) => (
            <ActionIcon
              key={label}
              variant="subtle"
              color="gray"
              disabled={disabled}
              onClick={run}
              aria-label={label}
              title={label}
            >
              <Icon size={16} />
            </ActionIcon>
          ))}
        </Group>
      </Group>
      {fault && (
        <Text c="red" size="sm" role="alert">
          {fault}
        </Text>
      )}
      {kind ? (
        <Stack gap="sm">
          <ParametersForm
            kind={step.kind}
            parameters={kind.parameters}
            block={step}
            path={path}
            onChange={(set) => edit({ kind: 'step.update', id: step.id, set })}
          />
          {(within ? branchesOf(step) : []).map((name) => (
            <Box
              key={name}
              className={classes.branch}
              data-branch={name}
              role="group"
              aria-label={`${number} ${names.branch(name)}`}
            >
              <Text size="sm" fw={600} mb={6}>
                {names.branch(name)}
              </Text>
              {within?.(name)}
            </Box>
          ))}
        </Stack>
      ) : (
        <Code block>{JSON.stringify(step, null, 2)}</Code>
      )}
    </Paper>
  );
}
