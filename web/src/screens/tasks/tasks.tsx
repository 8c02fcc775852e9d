import { Button, Group, SegmentedControl, Stack } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Due } from '../../data/tasks.ts';
import { Page } from '../../ui/page.tsx';
import { NothingToDo } from './nothing-to-do.tsx';
import { useRowKeys } from './row-keys.ts';
import { NewTask } from './task-form.tsx';
import { TaskGroup } from './task-group.tsx';

const route = getRouteApi('/signed-in/tasks');
const GROUPS: Due[] = ['overdue', 'today', 'week', 'later', 'none'];

/** What is to be done, by when: J and K move, X completes, Enter opens the record. */
export function Tasks() {
  const { t } = useTranslation('tasks');
  const search = route.useSearch();
  const navigate = useNavigate();
  const [whose, setWhose] = useState<'me' | 'all'>('me');
  const [status, setStatus] = useState<'open' | 'done'>('open');
  const [opened, form] = useDisclosure(search.new === true);
  const list = useRowKeys();
  useHotkeys([['n', form.open]]);
  const close = () => {
    form.close();
    if (search.new) void navigate({ to: '/tasks', replace: true });
  };
  const assignee = whose === 'me' ? 'me' : undefined;
  return (
    <Page
      title={t('title')}
      width={900}
      actions={
        <Button leftSection={<IconPlus size={16} />} onClick={form.open}>
          {t('new')}
        </Button>
      }
    >
      <Group gap="sm">
        <SegmentedControl
          aria-label={t('whose')}
          value={whose}
          onChange={(value) => setWhose(value as 'me' | 'all')}
          data={[
            { value: 'me', label: t('mine') },
            { value: 'all', label: t('everyones') },
          ]}
        />
        <SegmentedControl
          aria-label={t('status')}
          value={status}
          onChange={(value) => setStatus(value as 'open' | 'done')}
          data={[
            { value: 'open', label: t('open') },
            { value: 'done', label: t('done') },
          ]}
        />
      </Group>
      <Stack gap="lg" ref={list}>
        {status === 'done' ? (
          <TaskGroup group="done" filter={{ assignee, status }} showAssignee={whose === 'all'} />
        ) : (
          GROUPS.map((group) => (
            <TaskGroup
              key={group}
              group={group}
              filter={{ assignee, status, due: group }}
              showAssignee={whose === 'all'}
            />
          ))
        )}
        <NothingToDo assignee={assignee} status={status} onNew={form.open} />
      </Stack>
      <NewTask opened={opened || search.new === true} onClose={close} />
    </Page>
  );
}
