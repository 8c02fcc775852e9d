import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Step } from '@etapa/shared/rules/rule';
import { ActionIcon, Group, Paper, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { STEP_KINDS } from './rule-draft.ts';
import { StepsWords } from './rule-words.tsx';
import { NotifyForm, TaskForm, UpdateForm } from './step-forms.tsx';

interface Props {
  step: Step;
  type: EntityType;
  number: number;
  last: boolean;
  /** Something the step needs is still empty. */
  lacking: boolean;
  onChange: (step: Step) => void;
  onMove: (by: -1 | 1) => void;
  onRemove: () => void;
}

/** One step of the form: its kind's own fields, and its place among the steps. */
export function StepBox({ step, type, number, last, lacking, onChange, onMove, onRemove }: Props) {
  const { t } = useTranslation('rules');
  const kind = STEP_KINDS.find((one) => one === step.kind);
  const name = kind ? t(`step.${kind}`) : step.kind;
  const place = { number, name };
  return (
    <Paper withBorder p="sm" role="group" aria-label={t('stepNamed', place)}>
      <Group justify="space-between" mb={6} wrap="nowrap">
        <Text fw={500}>{t('stepNamed', place)}</Text>
        <Group gap={2} wrap="nowrap">
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={number === 1}
            onClick={() => onMove(-1)}
            aria-label={t('moveUp', place)}
          >
            <IconArrowUp size={16} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            disabled={last}
            onClick={() => onMove(1)}
            aria-label={t('moveDown', place)}
          >
            <IconArrowDown size={16} />
          </ActionIcon>
          <ActionIcon variant="subtle" color="red" onClick={onRemove} aria-label={t('removeStep', place)}>
            <IconTrash size={16} />
          </ActionIcon>
        </Group>
      </Group>
      {kind === 'task.create' && <TaskForm step={step} lacking={lacking} onChange={onChange} />}
      {kind === 'notify' && <NotifyForm step={step} lacking={lacking} onChange={onChange} />}
      {kind === 'record.update' && <UpdateForm step={step} type={type} lacking={lacking} onChange={onChange} />}
      {!kind && <StepsWords steps={[step]} type={type} />}
    </Paper>
  );
}
