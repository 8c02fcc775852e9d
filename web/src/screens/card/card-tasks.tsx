import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { ActionIcon, Checkbox, Group, Text, TextInput } from '@mantine/core';
import { IconLock, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { rulesQuery } from '../../data/rules.ts';
import { useMe } from '../../data/session.ts';
import { type Task, tasksQuery, useCompleteTask, useCreateTask, useReopenTask } from '../../data/tasks.ts';
import { PersonBadge } from '../../fields/person-badge.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { TextLink } from '../../ui/link.tsx';
import classes from './card.module.css';

interface Props {
  type: EntityType;
  record: RecordView;
  editable: boolean;
}

/** The record's tasks: done with one click, added with one line. */
export function CardTasks({ type, record, editable }: Props) {
  const { t } = useTranslation('card');
  const me = useMe();
  const tasks = useInfiniteQuery(tasksQuery({ record: record.id })).data?.pages.flatMap((page) => page.items) ?? [];
  const create = useCreateTask();
  const [title, setTitle] = useState('');
  const add = () => {
    const text = title.trim();
    if (text === '' || create.isPending) return;
    create.mutate(
      { title: text, recordId: record.id, entityType: record.entityType, assigneeId: me.user.id },
      { onSuccess: () => setTitle('') },
    );
  };
  const open = tasks.filter((task) => task.status === 'open');
  const done = tasks.filter((task) => task.status === 'done');
  return (
    <section aria-label={t('tasks')}>
      <h2>{open.length > 0 ? t('tasksCount', { count: open.length }) : t('tasks')}</h2>
      {[...open, ...done].map((task) => (
        <TaskLine key={task.id} task={task} type={type} record={record} />
      ))}
      {editable && (
        <TextInput
          mt={4}
          size="xs"
          className={classes.noPrint}
          aria-label={t('addTask')}
          placeholder={t('addTask')}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && add()}
          rightSection={
            <ActionIcon
              size="sm"
              variant="subtle"
              aria-label={t('addTask')}
              disabled={title.trim() === ''}
              onClick={add}
            >
              <IconPlus size={14} />
            </ActionIcon>
          }
        />
      )}
      <ProblemNotice error={create.error} />
    </section>
  );
}

function TaskLine({ task, type, record }: { task: Task; type: EntityType; record: RecordView }) {
  const { t } = useTranslation('card');
  const { dateTime, label } = useFormats();
  const complete = useCompleteTask();
  const reopen = useReopenTask();
  // Shown as it will be while the server is told.
  const waiting = complete.isPending || reopen.isPending;
  const done = waiting ? complete.isPending : task.status === 'done';
  const late = !done && task.dueAt !== null && new Date(task.dueAt) < new Date();
  return (
    <div className={classes.task} data-done={done || undefined} data-task={task.id}>
      <Checkbox
        size="xs"
        mt={2}
        aria-label={task.title}
        checked={done}
        onChange={() => (done ? reopen.mutate(task.id) : complete.mutate(task.id))}
      />
      <div style={{ flex: 1, minWidth: 0 }}>
        <div className={classes.taskTitle}>{task.title}</div>
        <Group gap={8}>
          {task.dueAt && (
            <Text size="xs" className={late ? classes.late : classes.meta}>
              {dateTime(task.dueAt)}
            </Text>
          )}
          {task.createdBy.kind === 'rule' && <MadeByRule actor={task.createdBy} entityType={type.key} />}
        </Group>
        {task.blocksStage && !done && (
          <Text size="xs" c="orange" component="div">
            <IconLock size={12} aria-hidden style={{ verticalAlign: -2 }} />{' '}
            {t('holds', { stage: label(findStage(type, record.funnel, task.blocksStage)?.name ?? task.blocksStage) })}
          </Text>
        )}
      </div>
      {task.assigneeId && <PersonBadge id={task.assigneeId} avatarOnly size={20} />}
    </div>
  );
}

/** The rule that made it by its name, leading to the run. */
function MadeByRule({
  actor,
  entityType,
}: {
  actor: Extract<Task['createdBy'], { kind: 'rule' }>;
  entityType: string;
}) {
  const { t } = useTranslation('card');
  const rules = useQuery(rulesQuery(entityType)).data;
  const name = rules?.find(({ key }) => key === actor.id)?.name ?? (rules ? actor.id : '…');
  return (
    <Text component="span" className={classes.meta}>
      {t('byRule', { rule: name })} ·{' '}
      <TextLink to="/runs/$runId" params={{ runId: actor.runId }} size="xs">
        {t('why')}
      </TextLink>
    </Text>
  );
}
