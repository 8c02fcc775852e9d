import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import type { ReportAnswer, ReportQuery } from './reports.ts';

/**
 * A report that was read before is there at once, as of then; the server reads it anew meanwhile, and those figures take
 * their place. `isRefreshed`: they are on the way.
 */
export function useKeptReport(query: ReportQuery) {
  const first = useQuery({
    queryKey: keys.reports(query.entityType, 'kept', query),
    queryFn: () => api.post<ReportAnswer>('/reports/query?kept=true', query),
    placeholderData: keepPreviousData,
  });
  const isStale = first.data?.stale === true && !first.isPlaceholderData;
  const anew = useQuery({
    // Once for each answer of earlier: when records change, that one is asked for again.
    queryKey: keys.reports('', 'anew', query, first.dataUpdatedAt),
    queryFn: () => api.post<ReportAnswer>('/reports/query', query),
    enabled: isStale,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const newer = isStale ? anew.data : undefined;
  return {
    data: newer ?? first.data,
    error: first.error ?? (isStale ? anew.error : null),
    isRefreshed: isStale && anew.isFetching,
    retry: () => void first.refetch(),
  };
}
