import type { reportRoutes } from '@etapa/shared/api/reports';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { overNormTerm } from '../../conditions/over-norm.ts';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';

interface Question {
  type: EntityType;
  funnel: Funnel;
  filter: ConditionGroup | undefined;
  clock: StageClock;
  /** The board has been painted: this must not hold it up. */
  ready: boolean;
}

/** How many cards of each stage are over its norm, loaded or not. */
export function useOverNormCounts({ type, funnel, filter, clock, ready }: Question): ReadonlyMap<string, number> {
  const term = useMemo(() => overNormTerm(type, clock, [funnel]), [type, clock, funnel]);
  const { data } = useQuery({
    queryKey: keys.records(type.key, 'over-norm', funnel.key, filter ?? null, term),
    queryFn: ({ signal }) =>
      api.post<RouteAnswer<typeof reportRoutes.query>>(
        '/reports/query',
        {
          dataset: 'records',
          entityType: type.key,
          filter: { combinator: 'and', rules: [term, ...(filter ? [filter] : [])] },
          groupBy: [{ field: '$stage' }],
          measures: [{ fn: 'count' }],
        },
        { signal },
      ),
    enabled: ready && term !== null,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    const [group, measure] = data?.columns ?? [];
    if (!data || !group || !measure) return new Map();
    return new Map(data.rows.map((row) => [String(row[group.key]), Number(row[measure.key])]));
  }, [data]);
}
