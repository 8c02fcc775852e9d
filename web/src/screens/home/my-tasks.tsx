import { Box, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { type Task, tasksQuery, useCompleteTask } from '../../data/tasks.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RecordLink } from '../../ui/record-link.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

/** My open tasks, overdue and today. */
export function MyTasks() {
  const { t } = useTranslation('home');
  const overdue = useInfiniteQuery(tasksQuery({ assignee: 'me', status: 'open', due: 'overdue' }, 20));
  const today = useInfiniteQuery(tasksQuery({ assignee: 'me', status: 'open', due: 'today' }, 20));
  const late = overdue.data?.pages[0]?.items;
  const now = today.data?.pages[0]?.items;
  return (
    <Panel
      title={t('tasks')}
      aside={
        <TextLink to="/tasks" size="sm" display="inline-block" lh="24px">
          {t('allTasks')}
        </TextLink>
      }
    >
      <ProblemNotice error={overdue.error ?? today.error} />
      {overdue.isPending || today.isPending ? (
        <RowsSkeleton rows={5} height={36} />
      ) : (
        <Stack gap="md">
          {late && late.length > 0 && <Tasks heading={t('overdue')} tasks={late} late />}
          {now && now.length > 0 && <Tasks heading={t('today')} tasks={now} />}
          {late?.length === 0 && now?.length === 0 && <Text c="dimmed">{t('noTasks')}</Text>}
        </Stack>
      )}
    </Panel>
  );
}

function Tasks({ heading, tasks, late = false }: { heading: string; tasks: Task[]; late?: boolean }) {
  return (
    <Stack gap={8}>
      <Text size="sm" fw={600} c={late ? 'red' : 'dimmed'}>
        {heading} · {tasks.length}
      </Text>
      {tasks.map((task) => (
        <TaskLine key={task.id} task={task} late={late} />
      ))}
    </Stack>
  );
}

function TaskLine({ task, late }: { task: Task; late: boolean }) {
  const { t } = useTranslation('home');
  const { dateTime, relative } = useFormats();
  const complete = useCompleteTask();
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Checkbox
        mt={2}
        radius="xl"
        checked={complete.isPending}
        onChange={() => complete.mutate(task.id)}
        aria-label={t('complete', { title: task.title })}
      />
      <Box flex={1} miw={0}>
        <Text style={{ overflowWrap: 'anywhere' }}>{task.title}</Text>
        {task.entityType && task.recordNumber !== null && (
          <RecordLink
            size="sm"
            c="dimmed"
            display="inline-block"
            lh="24px"
            entityType={task.entityType}
            number={task.recordNumber}
          >
            {task.recordTitle || `#${task.recordNumber}`}
          </RecordLink>
        )}
        <ProblemNotice error={complete.error} />
      </Box>
      {task.dueAt && (
        <Text size="sm" c={late ? 'red' : 'dimmed'} title={dateTime(task.dueAt)} style={{ flexShrink: 0 }}>
          {late ? relative(task.dueAt) : dateTime(task.dueAt, { hour: '2-digit', minute: '2-digit' })}
        </Text>
      )}
    </Group>
  );
}
