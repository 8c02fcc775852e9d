import { ActionIcon, Button, Group, Text, VisuallyHidden } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Task, type TaskFilter, tasksQuery } from '../../data/tasks.ts';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { daysAfter, dueOn } from './due-group.ts';
import { TaskDay } from './task-day.tsx';
import { EditTask } from './task-form.tsx';
import { focusTask, useTaskMove } from './task-move.ts';
import classes from './tasks.module.css';

/** The first day of a month, so many months later. */
function monthOf(day: string, later = 0): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + later);
  return at.toISOString().slice(0, 10);
}

/** Tasks on the days they are due, a month at a time: dragged, or moved by Shift and an arrow, to other days. */
export function TaskCalendar({ filter }: { filter: TaskFilter }) {
  const { t } = useTranslation('tasks');
  const { timeZone, today, language } = useFormats();
  const [month, setMonth] = useState(() => monthOf(today()));
  const [editing, setEditing] = useState<Task | null>(null);
  const move = useTaskMove();
  const start = daysAfter(month, -((new Date(`${month}T00:00:00Z`).getUTCDay() + 6) % 7));
  const days = Array.from({ length: 42 }, (_, index) => daysAfter(start, index));
  const midnight = (day: string) => instantOf(`${day} 00:00:00`, timeZone) ?? undefined;
  const list = {
    filter: { ...filter, dueFrom: midnight(start), dueBefore: midnight(daysAfter(start, 42)) },
    limit: 200,
  };
  const query = useInfiniteQuery(tasksQuery(list.filter, list.limit));
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const dayOf = ({ dueAt }: Task) => (dueAt ? wallTimeOf(dueAt, timeZone)?.slice(0, 10) : undefined);
  const put = (task: Task, day: string) => {
    const dueAt = dueOn(day, task.dueAt, timeZone);
    if (dueAt && dayOf(task) !== day) move({ task, dueAt, from: list, to: list });
  };
  const named = (day: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
  return (
    <section aria-label={t('view.calendar')}>
      <Group gap="xs" mb="xs">
        <ActionIcon variant="default" aria-label={t('month.before')} onClick={() => setMonth(monthOf(month, -1))}>
          <IconChevronLeft size={16} />
        </ActionIcon>
        <ActionIcon variant="default" aria-label={t('month.after')} onClick={() => setMonth(monthOf(month, 1))}>
          <IconChevronRight size={16} />
        </ActionIcon>
        <Button size="xs" variant="default" onClick={() => setMonth(monthOf(today()))}>
          {t('group.today')}
        </Button>
        <Text fw={600} aria-live="polite">
          {named(month, { month: 'long', year: 'numeric' })}
        </Text>
      </Group>
      <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />
      <VisuallyHidden id="task-keys">{t('calendarKeys')}</VisuallyHidden>
      <div className={classes.month}>
        {days.slice(0, 7).map((day) => (
          <div key={day} className={classes.weekday} aria-hidden>
            {named(day, { weekday: 'short' })}
          </div>
        ))}
        {days.map((day) => {
          const due = tasks.filter((task) => dayOf(task) === day);
          return (
            <TaskDay
              key={day}
              name={named(day, { weekday: 'long', day: 'numeric', month: 'long' })}
              number={named(day, { day: 'numeric' })}
              outside={day.slice(0, 7) !== month.slice(0, 7)}
              today={day === today()}
              tasks={due}
              onOpen={setEditing}
              onDrop={(task) => put(task, day)}
              onShift={(task, later) => {
                const to = daysAfter(day, later);
                // A day that is not shown yet is gone to.
                if (!days.includes(to)) setMonth(monthOf(to));
                put(task, to);
                focusTask(task.id);
              }}
            />
          );
        })}
      </div>
      {query.isSuccess && tasks.length === 0 && (
        // A phone shows no empty days.
        <Text c="dimmed" mt="sm" hiddenFrom="sm">
          {t('nothingThen')}
        </Text>
      )}
      {editing && <EditTask task={editing} onClose={() => setEditing(null)} />}
    </section>
  );
}
