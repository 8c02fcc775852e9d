import { Group, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { textOf } from '../../data/notification-text.ts';
import { useNotifications } from '../../data/notifications.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useFormats } from '../../i18n/locale.tsx';
import { TextLink } from '../../ui/link.tsx';
import { Panel } from '../../ui/panel.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

/** The latest notifications. */
export function Recent() {
  const { t } = useTranslation('home');
  const { t: told } = useTranslation('notifications');
  const { relative } = useFormats();
  const query = useNotifications(false, 6);
  return (
    <Panel
      title={t('recent')}
      aside={
        <TextLink to="/notifications" size="sm" display="inline-block" lh="24px">
          {t('allRecent')}
        </TextLink>
      }
    >
      <ProblemNotice error={query.error} />
      {query.isPending && <RowsSkeleton rows={3} height={24} />}
      {query.data?.items.length === 0 && <Text c="dimmed">{t('noRecent')}</Text>}
      <Stack gap={8}>
        {query.data?.items.map((item) => (
          <Group key={item.id} gap="sm" wrap="nowrap" align="baseline">
            <Text flex={1} fw={item.readAt ? 400 : 600} style={{ overflowWrap: 'anywhere' }}>
              {textOf(item, told)}
            </Text>
            <Text size="sm" c="dimmed" style={{ flexShrink: 0 }}>
              {relative(item.createdAt)}
            </Text>
          </Group>
        ))}
      </Stack>
    </Panel>
  );
}
