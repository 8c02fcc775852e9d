import type { Behind } from '@etapa/shared/api/behind';
import type { RecordView, recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';

interface Question {
  entityType: string;
  filter?: ConditionGroup;
  q?: string;
  sort?: string;
  behind?: Behind;
}

const PAGE = 100;

/** Records page by page, and apart from them how many there are: counting must not hold up the first rows. */
export function useRecords({ entityType, filter, q, sort, behind }: Question, enabled = true) {
  const path = `/entity-types/${entityType}/records`;
  const pages = useInfiniteQuery({
    queryKey: keys.records(entityType, 'table', filter ?? null, q ?? '', sort ?? '', behind ?? null),
    queryFn: ({ pageParam, signal }) =>
      api.get<RouteAnswer<typeof recordRoutes.list>>(
        path,
        { filter, q, sort, behind, limit: PAGE, cursor: pageParam },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    enabled,
  });
  const total = useQuery({
    queryKey: keys.records(entityType, 'count', filter ?? null, q ?? '', behind ?? null),
    queryFn: async ({ signal }) =>
      (
        await api.get<RouteAnswer<typeof recordRoutes.list>>(
          path,
          { filter, q, behind, limit: 1, count: 'exact' },
          { signal },
        )
      ).total,
    placeholderData: keepPreviousData,
    enabled,
  }).data;
  const records = useMemo<RecordView[]>(() => pages.data?.pages.flatMap((page) => page.items) ?? [], [pages.data]);
  return { pages, records, total };
}
