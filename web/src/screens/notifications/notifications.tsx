import { Button, Group, Paper, SegmentedControl, Text, UnstyledButton } from '@mantine/core';
import { IconBell, IconChecks, IconSettings } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../data/notification-text.ts';
import { type Notification, useNotifications, useReadNotifications } from '../../data/notifications.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ButtonLink } from '../../ui/link.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import classes from './notifications.module.css';

export function Notifications() {
  const { t } = useTranslation('notifications');
  const [which, setWhich] = useState('all');
  const query = useNotifications(which === 'unread', 100);
  const read = useReadNotifications();
  const items = query.data?.items;
  return (
    <Page
      title={t('title')}
      width={760}
      actions={
        <>
          <ButtonLink
            to="/settings"
            search={{ tab: 'notifications' }}
            variant="subtle"
            leftSection={<IconSettings size={16} />}
          >
            {t('settings')}
          </ButtonLink>
          <Button
            variant="default"
            leftSection={<IconChecks size={16} />}
            disabled={!query.data?.unreadCount}
            loading={read.isPending}
            onClick={() => read.mutate({ all: true })}
          >
            {t('readAll')}
          </Button>
        </>
      }
    >
      <Group>
        <SegmentedControl
          aria-label={t('which')}
          value={which}
          onChange={setWhich}
          data={[
            { value: 'all', label: t('all') },
            { value: 'unread', label: t('unread') },
          ]}
        />
      </Group>
      <ProblemNotice error={query.error ?? read.error} onRetry={() => void query.refetch()} />
      {query.isPending && <RowsSkeleton />}
      {items?.length === 0 && (
        <Empty icon={<IconBell />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {items && items.length > 0 && (
        <Paper withBorder>
          {items.map((item) => (
            <Line key={item.id} item={item} onRead={() => read.mutate({ ids: [item.id] })} />
          ))}
        </Paper>
      )}
    </Page>
  );
}

function Line({ item, onRead }: { item: Notification; onRead: () => void }) {
  const { relative, dateTime } = useFormats();
  const { t } = useTranslation('notifications');
  const navigate = useNavigate();
  const number = recordNumber(item);
  const open = () => {
    if (!item.readAt) onRead();
    const { runId, rule, reportId, dashboardId } = item.data;
    if (RUN_NOTICES.has(item.kind) && typeof runId === 'string') {
      void navigate({ to: '/runs/$runId', params: { runId } });
      return;
    }
    if (RULE_NOTICES.has(item.kind) && item.entityType && typeof rule === 'string') {
      void navigate({ to: '/p/$entityType/rules/$ruleKey', params: { entityType: item.entityType, ruleKey: rule } });
      return;
    }
    if (typeof dashboardId === 'string') return void navigate({ to: '/dashboards', search: { id: dashboardId } });
    if (item.entityType && typeof reportId === 'string') {
      const params = { entityType: item.entityType };
      return void navigate({ to: '/p/$entityType/reports/query', params, search: { report: reportId } });
    }
    if (!item.entityType || !number)
      return void navigate({ to: item.kind.startsWith('task') || item.kind === 'assigned' ? '/tasks' : '/' });
    void navigate({ to: '/p/$entityType/records/$number', params: { entityType: item.entityType, number } });
  };
  return (
    <UnstyledButton className={classes.line} onClick={open} data-unread={!item.readAt || undefined}>
      <span className={classes.dot} title={item.readAt ? undefined : t('unread')} />
      <Text flex={1} fw={item.readAt ? 400 : 600} style={{ overflowWrap: 'anywhere' }}>
        {textOf(item, t)}
      </Text>
      <Text size="sm" c="dimmed" title={dateTime(item.createdAt)} style={{ flexShrink: 0 }}>
        {relative(item.createdAt)}
      </Text>
    </UnstyledButton>
  );
}

/** Notices of one run, which says why. */
const RUN_NOTICES: ReadonlySet<string> = new Set(['rule.failed', 'rule.looped']);

/** Notices of how rules do: their text is the rule's name alone. */
const RULE_NOTICES: ReadonlySet<string> = new Set(['rule.failed', 'rule.looped', 'rule.paused', 'rule.broken']);

/** What the record's address takes: its number where the server says it, else its id, which the API takes too. */
function recordNumber(item: Notification): string | null {
  const number = item.data.number ?? item.data.recordNumber;
  return typeof number === 'number' ? String(number) : item.recordId;
}
