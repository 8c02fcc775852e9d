import { Button, Group, SegmentedControl } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { TaskFilter } from '../../data/tasks.ts';
import { Page } from '../../ui/page.tsx';
import { NothingToDo } from './nothing-to-do.tsx';
import { useRowKeys } from './row-keys.ts';
import { DUE_GROUPS, TaskBoard } from './task-board.tsx';
import { TaskCalendar } from './task-calendar.tsx';
import { NewTask } from './task-form.tsx';
import { TaskGroup } from './task-group.tsx';
import classes from './tasks.module.css';

const route = getRouteApi('/signed-in/tasks');
const WHOSE = ['mine', 'given', 'team', 'everyones'] as const;
const VIEWS = ['list', 'board', 'calendar'] as const;
const FILTERS: Record<(typeof WHOSE)[number], TaskFilter> = {
  mine: { assignee: 'me' },
  given: { given: true },
  team: { assignee: 'myTeam' },
  everyones: {},
};

/** What is to be done, by when, as a list, columns or a calendar: J and K move, X completes, Enter opens the record. */
export function Tasks() {
  const { t } = useTranslation('tasks');
  const search = route.useSearch();
  const navigate = useNavigate();
  const whose = WHOSE.find((one) => one === search.whose) ?? 'mine';
  const view = VIEWS.find((one) => one === search.view) ?? 'list';
  const status = search.status === 'done' ? 'done' : 'open';
  const show = (change: Partial<typeof search>) =>
    void navigate({ to: '/tasks', search: (before) => ({ ...before, ...change }), replace: true });
  const [opened, form] = useDisclosure(search.new === true);
  const list = useRowKeys();
  useHotkeys([['n', form.open]]);
  const close = () => {
    form.close();
    if (search.new) show({ new: undefined });
  };
  const filter = useMemo(() => ({ ...FILTERS[whose], status }) as const, [whose, status]);
  const showAssignee = whose !== 'mine';
  return (
    <Page
      title={t('title')}
      width={view === 'list' ? 900 : 1400}
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
          onChange={(value) => show({ whose: value })}
          data={WHOSE.map((value) => ({ value, label: t(value) }))}
        />
        <SegmentedControl
          aria-label={t('status')}
          value={status}
          onChange={(value) => show({ status: value })}
          data={[
            { value: 'open', label: t('open') },
            { value: 'done', label: t('done') },
          ]}
        />
        <SegmentedControl
          aria-label={t('view.label')}
          value={view}
          onChange={(value) => show({ view: value })}
          data={VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
        />
      </Group>
      <div ref={list}>
        {view === 'calendar' ? (
          <TaskCalendar filter={filter} />
        ) : view === 'board' && status === 'open' ? (
          <TaskBoard filter={filter} showAssignee={showAssignee} />
        ) : (
          <div className={classes.list}>
            {status === 'done' ? (
              <TaskGroup group="done" filter={filter} showAssignee={showAssignee} />
            ) : (
              DUE_GROUPS.map((group) => (
                <TaskGroup key={group} group={group} filter={{ ...filter, due: group }} showAssignee={showAssignee} />
              ))
            )}
          </div>
        )}
        {view !== 'calendar' && <NothingToDo filter={filter} onNew={form.open} />}
      </div>
      <NewTask opened={opened || search.new === true} onClose={close} />
    </Page>
  );
}
