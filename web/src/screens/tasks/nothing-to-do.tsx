import { Button } from '@mantine/core';
import { IconMoodSmile } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type TaskFilter, tasksQuery } from '../../data/tasks.ts';
import { Empty } from '../../ui/empty.tsx';

interface Props {
  filter: TaskFilter;
  onNew: () => void;
}

/** Shown when not one group has a task. */
export function NothingToDo({ filter, onNew }: Props) {
  const { t } = useTranslation('tasks');
  const any = useInfiniteQuery(tasksQuery(filter, 1)).data?.pages[0]?.items.length;
  if (any !== 0) return null;
  if (filter.status === 'done') return <Empty icon={<IconMoodSmile />} title={t('nothingDone')} />;
  return (
    <Empty icon={<IconMoodSmile />} title={t('nothing')} action={<Button onClick={onNew}>{t('new')}</Button>}>
      {t('nothingLead')}
    </Empty>
  );
}
