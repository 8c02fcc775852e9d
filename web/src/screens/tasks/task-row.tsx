import { Box, Button, Checkbox, Group, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { IconFlag } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Task, useCompleteTask, useReopenTask } from '../../data/tasks.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { useTaskDrag } from './task-drag.ts';
import { EditTask } from './task-form.tsx';
import classes from './task-row.module.css';

interface Props {
  task: Task;
  showAssignee: boolean;
  /** Brings the task to the deadlines before or after its own: it can be carried there, too. */
  onShift?: (step: -1 | 1) => void;
}

/** Whoever goes through a list by keys stands on the next row, or the one before, when their own goes from it. */
function leaveRow(row: HTMLElement | null): void {
  if (!row?.contains(document.activeElement)) return;
  const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.indexOf(row);
  (rows[at + 1] ?? rows[at - 1])?.focus();
}

/** One task: done with one click or `X`, opened with Enter, on a board moved by Shift and an arrow. */
export function TaskRow({ task, showAssignee, onShift }: Props) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const { dateTime, relative } = useFormats();
  const navigate = useNavigate();
  const complete = useCompleteTask();
  const reopen = useReopenTask();
  const [editing, form] = useDisclosure(false);
  const row = useRef<HTMLLIElement>(null);
  const movable = onShift !== undefined && task.status === 'open';
  const dragging = useTaskDrag(row, task, movable);
  const done = task.status === 'done' ? !reopen.isPending : complete.isPending;
  const overdue = task.status === 'open' && task.dueAt !== null && new Date(task.dueAt) < new Date();

  const toggle = () => {
    leaveRow(row.current);
    if (task.status === 'done') return reopen.mutate(task.id);
    // The row is gone once the lists are read again: what follows may not depend on it.
    complete.mutateAsync(task.id).then(tell, () => undefined);
  };
  const tell = () => {
    const id = `done-${task.id}`;
    const undo = () => {
      reopen.mutate(task.id);
      notifications.hide(id);
    };
    notifications.show({
      id,
      autoClose: 10_000,
      message: (
        <Group justify="space-between" wrap="nowrap">
          <Text truncate>{t('completed', { title: task.title })}</Text>
          <Button size="compact-sm" variant="light" onClick={undo}>
            {common('undo')}
          </Button>
        </Group>
      ),
    });
  };
  const openRecord = () => {
    if (!task.entityType || task.recordNumber === null) return form.open();
    void navigate({
      to: '/p/$entityType/records/$number',
      params: { entityType: task.entityType, number: String(task.recordNumber) },
    });
  };

  return (
    <li
      ref={row}
      className={classes.row}
      data-row
      data-task={task.id}
      data-movable={movable || undefined}
      data-dragging={dragging || undefined}
      aria-describedby={movable ? 'task-keys' : undefined}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: J and K put the focus on rows.
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey) return;
        const step = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
        if (movable && event.shiftKey && step !== 0) {
          event.preventDefault();
          onShift?.(step);
        }
        if (event.key === 'x') toggle();
        if (event.key === 'Enter') openRecord();
      }}
    >
      <Group wrap="nowrap" gap="sm" align="flex-start" className={classes.line}>
        <Checkbox
          mt={2}
          radius="xl"
          checked={done}
          onChange={toggle}
          aria-label={
            task.status === 'done' ? t('reopen', { title: task.title }) : t('complete', { title: task.title })
          }
        />
        <Box className={classes.what}>
          <Group gap={6} wrap="nowrap">
            {(task.priority === 'high' || task.priority === 'urgent') && (
              <IconFlag size={14} color="var(--mantine-color-orange-6)" aria-label={t(`priority.${task.priority}`)} />
            )}
            <UnstyledButton onClick={form.open} className={classes.title} data-done={done || undefined}>
              {task.title}
            </UnstyledButton>
          </Group>
          {task.entityType && task.recordNumber !== null && (
            <RecordLink
              size="sm"
              c="dimmed"
              className={classes.record}
              entityType={task.entityType}
              number={task.recordNumber}
            >
              {task.recordTitle || `#${task.recordNumber}`}
            </RecordLink>
          )}
          <ProblemNotice error={complete.error ?? reopen.error} />
        </Box>
        {showAssignee && task.assigneeId && <PersonBadge id={task.assigneeId} />}
        {task.dueAt && (
          <Text size="sm" c={overdue ? 'red' : 'dimmed'} title={dateTime(task.dueAt)} className={classes.due}>
            {overdue
              ? relative(task.dueAt)
              : dateTime(task.dueAt, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })}
          </Text>
        )}
      </Group>
      {editing && <EditTask task={task} onClose={form.close} />}
    </li>
  );
}
