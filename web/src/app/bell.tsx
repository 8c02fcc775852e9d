import { ActionIcon, Indicator } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useNotifications } from '../data/notifications.ts';

/** Unread notifications: the number shown stops at 99. */
export function Bell() {
  const { t } = useTranslation('shell');
  const unread = useNotifications(true, 1).data?.unreadCount ?? 0;
  return (
    <Indicator label={unread > 99 ? '99+' : unread} disabled={unread === 0} size={16} offset={6} color="red">
      <ActionIcon
        component={Link}
        to="/notifications"
        variant="subtle"
        color="gray"
        size="lg"
        aria-label={unread > 0 ? t('unread', { count: unread }) : t('notifications')}
      >
        <IconBell size={20} stroke={1.75} />
      </ActionIcon>
    </Indicator>
  );
}
