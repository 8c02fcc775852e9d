import { Badge, Button, Group, Paper, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Due, type Task, type TaskFilter, tasksQuery } from '../../data/tasks.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { useTaskDrop } from './task-drag.ts';
import { TaskRow } from './task-row.tsx';
import classes from './tasks.module.css';

interface Props {
  group: Due | 'done';
  filter: TaskFilter;
  showAssignee: boolean;
  /** A column beside others, there also when it is empty. */
  column?: boolean;
  /** How tasks go from one column to another; absent where they do not. */
  moves?: {
    takes: (to: Due, task: Task) => boolean;
    put: (task: Task, to: Due) => void;
    /** To the next column on a side that takes it. */
    shift: (task: Task, from: Due, step: -1 | 1) => void;
  };
}

/** Tasks of one deadline group. An empty group takes no room. */
export function TaskGroup({ group, filter, showAssignee, column, moves }: Props) {
  const { t } = useTranslation('tasks');
  const { t: common } = useTranslation();
  const query = useInfiniteQuery(tasksQuery(filter));
  const tasks = query.data?.pages.flatMap((page) => page.items) ?? [];
  const section = useRef<HTMLElement>(null);
  const own = group === 'done' ? undefined : group;
  const over = useTaskDrop(
    section,
    moves && own && { takes: (task) => moves.takes(own, task), onDrop: (task) => moves.put(task, own) },
  );
  if (query.error && !query.data) return <ProblemNotice error={query.error} onRetry={() => void query.refetch()} />;
  if (query.isPending && group === 'today') return <RowsSkeleton rows={4} height={44} />;
  if (tasks.length === 0 && !column) return null;
  return (
    <section ref={section} className={classes.group} data-over={over || undefined} aria-label={t(`group.${group}`)}>
      <Group gap="xs" mb={6}>
        <Title order={2} size="h3" c={group === 'overdue' ? 'red' : undefined}>
          {t(`group.${group}`)}
        </Title>
        <Badge variant="default" size="sm">
          {query.hasNextPage ? `${tasks.length}+` : tasks.length}
        </Badge>
      </Group>
      <Paper withBorder component="ul" p={0} m={0}>
        {tasks.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            showAssignee={showAssignee}
            onShift={moves && own && ((step) => moves.shift(task, own, step))}
          />
        ))}
      </Paper>
      {query.hasNextPage && (
        <Button
          variant="subtle"
          size="xs"
          mt={4}
          loading={query.isFetchingNextPage}
          onClick={() => void query.fetchNextPage()}
        >
          {common('loadMore')}
        </Button>
      )}
    </section>
  );
}
