import { Button } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { duplicateGroupsQuery } from '../../data/duplicates.ts';
import { useEntityType } from '../../data/entity-types.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Page } from '../../ui/page.tsx';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { DuplicateGroupCard } from './duplicate-group.tsx';

const route = getRouteApi('/signed-in/p/$entityType/duplicates');

/** Records of a process that may be the same thing, group by group. */
export function DuplicatesScreen() {
  const { t } = useTranslation('duplicates');
  const { t: common } = useTranslation();
  const { entityType } = route.useParams();
  const type = useEntityType(entityType);
  const groups = useInfiniteQuery(duplicateGroupsQuery(entityType));
  const items = groups.data?.pages.flatMap((page) => page.items);
  return (
    <Page title={t('title')} lead={t('lead')} width={860}>
      <ProblemNotice error={groups.error} onRetry={() => void groups.refetch()} />
      {groups.isPending && <RowsSkeleton />}
      {items?.length === 0 && !groups.hasNextPage && (
        <Empty icon={<IconUsers />} title={t('none')}>
          {t('noneLead')}
        </Empty>
      )}
      {type &&
        items?.map((group) => (
          <DuplicateGroupCard key={group.records.map(({ id }) => id).join()} type={type} group={group} />
        ))}
      {groups.hasNextPage && (
        <Button variant="default" loading={groups.isFetchingNextPage} onClick={() => void groups.fetchNextPage()}>
          {common('loadMore')}
        </Button>
      )}
    </Page>
  );
}
