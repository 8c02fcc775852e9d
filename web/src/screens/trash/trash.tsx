import type { recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { Button, Group, Paper, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { useTrashRecord } from '../../data/record.ts';
import { useFormats } from '../../i18n/locale.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';

const route = getRouteApi('/signed-in/p/$entityType/trash');

/** Deleted records of a type, each with its way back. */
export function TrashScreen() {
  const { t } = useTranslation('table');
  const { dateTime } = useFormats();
  const { entityType } = route.useParams();
  const restore = useTrashRecord(entityType);
  const trash = useInfiniteQuery({
    queryKey: keys.records(entityType, 'trash'),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof recordRoutes.list>>(`/entity-types/${entityType}/records`, {
        deleted: true,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const records = trash.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Page title={t('trash')} lead={t('trashLead')} width={760}>
      <ProblemNotice error={trash.error ?? restore.error} onRetry={() => void trash.refetch()} />
      {trash.isPending && <RowsSkeleton />}
      {trash.data && records.length === 0 && <Empty icon={<IconTrash />} title={t('trashEmpty')} />}
      {records.map((record) => (
        <Paper key={record.id} withBorder px="sm" py={8}>
          <Group justify="space-between" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text component={Link} to={`/p/${entityType}/records/${record.number}`} fw={500} truncate display="block">
                {record.title}
              </Text>
              <Text size="xs" c="dimmed">
                {`#${record.number} · ${record.deletedAt ? dateTime(record.deletedAt) : ''}`}
              </Text>
            </div>
            <Button
              size="xs"
              variant="default"
              loading={restore.isPending && restore.variables.id === record.id}
              onClick={() => restore.mutate({ id: record.id, deleted: false })}
            >
              {t('restore')}
            </Button>
          </Group>
        </Paper>
      ))}
      {trash.hasNextPage && (
        <Button variant="subtle" loading={trash.isFetchingNextPage} onClick={() => void trash.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </Page>
  );
}
