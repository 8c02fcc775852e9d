import type { recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { Anchor, Button, Checkbox, Group, Paper, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../../data/client.ts';
import { useEntityType } from '../../../data/entity-types.ts';
import { useStartBulk } from '../../../data/jobs.ts';
import { keys } from '../../../data/keys.ts';
import { ProblemNotice } from '../../../data/problem-notice.tsx';
import { useTrashRecord } from '../../../data/record.ts';
import { may, useMe } from '../../../data/session.ts';
import { useFormats } from '../../../i18n/locale.tsx';
import { Empty } from '../../../ui/empty.tsx';
import { Page } from '../../../ui/page.tsx';
import { RecordLink } from '../../../ui/record-link.tsx';
import { RowsSkeleton } from '../../../ui/rows-skeleton.tsx';
import { BulkJob } from '../bulk/bulk-job.tsx';
import { chosen, countOf, isSelected, NOTHING, type Selection, toggled } from '../bulk/selection.ts';

const route = getRouteApi('/signed-in/p/$entityType/trash');

/** Deleted records of a type, each with its way back, or many at once. */
export function TrashScreen() {
  const { t } = useTranslation('table');
  const { t: bulk } = useTranslation('bulk');
  const { dateTime, number } = useFormats();
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  const mayRestore = may(useMe(), 'delete', entityType);
  const restore = useTrashRecord(entityType);
  const start = useStartBulk(entityType);
  const [selection, setSelection] = useState<Selection>(NOTHING);
  const [jobId, setJobId] = useState<string | null>(null);
  const trash = useInfiniteQuery({
    queryKey: keys.records(entityType, 'trash'),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof recordRoutes.list>>(`/entity-types/${entityType}/records`, {
        deleted: true,
        cursor: pageParam,
        ...(pageParam === null ? { count: 'exact' } : {}),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
  const records = trash.data?.pages.flatMap((page) => page.items) ?? [];
  const total = trash.data?.pages[0]?.total;
  const loaded = records.map(({ id }) => id);
  const count = countOf(selection, total);
  return (
    <Page title={t('trash')} lead={t('trashLead')} width={760}>
      <ProblemNotice error={trash.error ?? restore.error ?? start.error} onRetry={() => void trash.refetch()} />
      {trash.isPending && <RowsSkeleton />}
      {trash.data && records.length === 0 && <Empty icon={<IconTrash />} title={t('trashEmpty')} />}
      {type && jobId && (
        <BulkJob key={jobId} type={type} jobId={jobId} onJob={setJobId} onClose={() => setJobId(null)} />
      )}
      {records.length > 0 && mayRestore && (
        <Group gap="sm">
          <Checkbox
            label={t('selectAll')}
            checked={count > 0 && count >= records.length}
            indeterminate={count > 0 && count < records.length}
            onChange={() => setSelection(count > 0 ? NOTHING : { everything: false, ids: new Set(loaded) })}
          />
          {count > 0 && (
            <>
              <Text size="sm" fw={600} data-testid="selected">
                {bulk('chosen', { count, shown: number(count) })}
              </Text>
              {!selection.everything && total !== undefined && total > count && (
                <Anchor component="button" size="sm" onClick={() => setSelection({ everything: true })}>
                  {t('chooseWholeTrash', { count: total })}
                </Anchor>
              )}
              <Button
                size="xs"
                loading={start.isPending}
                onClick={() =>
                  start.mutate(
                    { ...chosen(selection, {}), action: { restore: true } },
                    {
                      onSuccess: (started) => {
                        setSelection(NOTHING);
                        setJobId(started.jobId);
                      },
                    },
                  )
                }
              >
                {t('restoreChosen')}
              </Button>
            </>
          )}
        </Group>
      )}
      {records.map((record) => (
        <Paper key={record.id} withBorder px="sm" py={8}>
          <Group justify="space-between" wrap="nowrap">
            {mayRestore && (
              <Checkbox
                aria-label={t('select', { title: record.title })}
                checked={isSelected(selection, record.id)}
                onChange={() => setSelection(toggled(selection, record.id, loaded))}
              />
            )}
            <div style={{ minWidth: 0, flex: 1 }}>
              <RecordLink entityType={entityType} number={record.number} fw={500} truncate display="block">
                {record.title}
              </RecordLink>
              <Text size="xs" c="dimmed">
                {`#${record.number} · ${record.deletedAt ? dateTime(record.deletedAt) : ''}`}
              </Text>
            </div>
            {mayRestore && (
              <Button
                size="xs"
                variant="default"
                loading={restore.isPending && restore.variables.id === record.id}
                onClick={() => restore.mutate({ id: record.id, deleted: false })}
              >
                {t('restore')}
              </Button>
            )}
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
