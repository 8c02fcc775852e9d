import type { Behind } from '@etapa/shared/api/behind';
import type { reportRowRoutes } from '@etapa/shared/api/report-rows';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type ReportRowsAnswer = RouteAnswer<typeof reportRowRoutes.list>;

/** The visits, tasks, events or contacts that a figure counts, page by page; the first says how many they are. */
export const reportRowsQuery = (entityType: string, behind: Behind | undefined) =>
  infiniteQueryOptions({
    queryKey: keys.reports(entityType, 'rows', behind),
    queryFn: ({ pageParam }) =>
      api.get<ReportRowsAnswer>(`/entity-types/${entityType}/report-rows`, {
        behind,
        limit: 100,
        ...(pageParam === null ? { count: 'exact' } : { cursor: pageParam }),
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
    enabled: behind !== undefined,
  });
