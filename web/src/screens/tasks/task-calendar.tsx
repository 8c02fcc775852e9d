import { ActionIcon, Button, Group, Text, UnstyledButton } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Task, type TaskFilter, tasksQuery } from '../../data/tasks.ts';
import { instantOf, wallTimeOf } from '../../fields/wall-time.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { EditTask } from './task-form.tsx';
import classes from './tasks.module.css';

const DAY = 86_400_000;

/** `YYYY-MM-DD` so many days later. */
const plus = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** The first day of a month, so many months later. */
function monthOf(day: string, later = 0): string {
  const at = new Date(`${day.slice(0, 7)}-01T00:00:00Z`);
  at.setUTCMonth(at.getUTCMonth() + later);
  return at.toISOString().slice(0, 10);
}

/** Tasks on the days they are due, a month at a time. */
export function TaskCalendar({ filter }: { filter: TaskFilter }) {
  const { t } = useTranslation('tasks');
  const { timeZone, today, language } = useFormats();
  const [month, setMonth] = useState(() => monthOf(today()));
  const [editing, setEditing] = useState<Task | null>(null);
  const start = plus(month, -((new Date(`${month}T00:00:00Z`).getUTCDay() + 6) % 7));
  const days = Array.from({ length: 42 }, (_, index) => plus(start, index));
  const midnight = (day: string) => instantOf(`${day} 00:00:00`, timeZone) ?? undefined;
  const query = useInfiniteQuery(
    tasksQuery({ ...filter, dueFrom: midnight(start), dueBefore: midnight(plus(start, 42)) }, 200),
  );
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const dayOf = ({ dueAt }: Task) => (dueAt ? wallTimeOf(dueAt, timeZone)?.slice(0, 10) : undefined);
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
      <div className={classes.month}>
        {days.slice(0, 7).map((day) => (
          <div key={day} className={classes.weekday} aria-hidden>
            {named(day, { weekday: 'short' })}
          </div>
        ))}
        {days.map((day) => {
          const due = tasks.filter((task) => dayOf(task) === day);
          return (
            <section
              key={day}
              className={classes.day}
              aria-label={named(day, { weekday: 'long', day: 'numeric', month: 'long' })}
              data-outside={day.slice(0, 7) !== month.slice(0, 7) || undefined}
              data-today={day === today() || undefined}
              data-empty={due.length === 0 || undefined}
            >
              <span className={classes.number}>{named(day, { day: 'numeric' })}</span>
              {due.map((task) => (
                <UnstyledButton
                  key={task.id}
                  className={classes.task}
                  title={task.title}
                  data-done={task.status === 'done' || undefined}
                  data-late={(task.status === 'open' && Date.parse(task.dueAt ?? '') < Date.now()) || undefined}
                  onClick={() => setEditing(task)}
                >
                  {task.title}
                </UnstyledButton>
              ))}
            </section>
          );
        })}
      </div>
      {editing && <EditTask task={editing} onClose={() => setEditing(null)} />}
    </section>
  );
}
