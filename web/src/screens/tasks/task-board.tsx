import { VisuallyHidden } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due, Task, TaskFilter } from '../../data/tasks.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { dueGroupOf, dueIn } from './due-group.ts';
import { TaskGroup } from './task-group.tsx';
import { focusTask, useTaskMove } from './task-move.ts';
import classes from './tasks.module.css';

export const DUE_GROUPS: Due[] = ['overdue', 'today', 'week', 'later', 'none'];

/** Open tasks in a column for each deadline: dragged, or moved by Shift and an arrow, they get that deadline. */
export function TaskBoard({ filter, showAssignee }: { filter: TaskFilter; showAssignee: boolean }) {
  const { t } = useTranslation('tasks');
  const { timeZone } = useFormats();
  const move = useTaskMove();
  const moves = useMemo(() => {
    const dueFor = (to: Due, { dueAt }: Task) => dueIn(to, dueAt, new Date(), timeZone);
    const put = (task: Task, to: Due) => {
      const from = dueGroupOf(task.dueAt, new Date(), timeZone);
      const dueAt = dueFor(to, task);
      if (dueAt === undefined || from === to) return;
      move({ task, dueAt, from: { filter: { ...filter, due: from } }, to: { filter: { ...filter, due: to } } });
    };
    return {
      takes: (to: Due, task: Task) =>
        dueGroupOf(task.dueAt, new Date(), timeZone) !== to && dueFor(to, task) !== undefined,
      put,
      shift: (task: Task, from: Due, step: -1 | 1) => {
        const at = DUE_GROUPS.indexOf(from);
        const beyond = step === 1 ? DUE_GROUPS.slice(at + 1) : DUE_GROUPS.slice(0, at).reverse();
        const to = beyond.find((group) => dueFor(group, task) !== undefined);
        if (!to) return;
        put(task, to);
        focusTask(task.id);
      },
    };
  }, [filter, timeZone, move]);
  return (
    <div className={classes.board}>
      <VisuallyHidden id="task-keys">{t('boardKeys')}</VisuallyHidden>
      {DUE_GROUPS.map((group) => (
        <TaskGroup
          key={group}
          group={group}
          filter={{ ...filter, due: group }}
          showAssignee={showAssignee}
          moves={moves}
          column
        />
      ))}
    </div>
  );
}
