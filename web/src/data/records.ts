import type { recordRoutes } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export interface RecordFilter {
  filter?: ConditionGroup;
  q?: string;
  sort?: string;
  limit?: number;
}

/** One page of records. */
export const recordsQuery = (entityType: string, wanted: RecordFilter) =>
  queryOptions({
    queryKey: keys.records(entityType, 'list', wanted),
    queryFn: () => api.get<RouteAnswer<typeof recordRoutes.list>>(`/entity-types/${entityType}/records`, { ...wanted }),
  });

/** How many of the records one may see meet a condition; all of them where there is none. */
export const matchCountQuery = (entityType: string, filter: ConditionGroup | undefined) =>
  queryOptions({
    queryKey: keys.records(entityType, 'match-count', filter),
    queryFn: async () => {
      const wanted = { ...(filter ? { filter } : {}), limit: 1, count: 'exact' };
      const page = await api.get<RouteAnswer<typeof recordRoutes.list>>(`/entity-types/${entityType}/records`, wanted);
      return page.total ?? 0;
    },
  });
