import type { reportRoutes } from '@etapa/shared/api/reports';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';
import { countsOf } from './workload-model.ts';

/** Groups asked for at most: people times stages. */
const MOST = 10_000;

/** How many records there are of each owner in each stage. */
export function useLoadCounts(entityType: string, filter: ConditionGroup | null, ready: boolean) {
  return useQuery({
    queryKey: keys.records(entityType, 'workload', filter),
    enabled: ready && filter !== null,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const answer = await api.post<RouteAnswer<typeof reportRoutes.query>>(
        '/reports/query',
        {
          dataset: 'records',
          entityType,
          filter,
          groupBy: [{ field: '$owner' }, { field: '$stage' }],
          measures: [{ fn: 'count' }],
          limit: MOST,
        },
        { signal },
      );
      return countsOf(answer.rows);
    },
  });
}
