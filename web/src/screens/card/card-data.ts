import type { linkRoutes } from '@etapa/shared/api/links';
import type { RecordView } from '@etapa/shared/api/records';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { TIMELINE_KINDS, timelineRoutes } from '@etapa/shared/api/timeline';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';
import { recordPath } from '../../data/record.ts';

export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** What happened to a record, newest first, page by page. */
export function useTimeline(record: RecordView, kind: TimelineKind | null) {
  return useInfiniteQuery({
    queryKey: keys.records(record.entityType, 'timeline', record.id, kind),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof timelineRoutes.list>>(`${recordPath(record.entityType, record.id)}/timeline`, {
        kind,
        cursor: pageParam,
        limit: 30,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
}

/** Records linked from and to this one. */
export function useLinks(record: RecordView) {
  return useQuery({
    queryKey: keys.records(record.entityType, 'links', record.id),
    queryFn: async () =>
      (await api.get<RouteAnswer<typeof linkRoutes.list>>(`${recordPath(record.entityType, record.id)}/links`)).items,
  }).data;
}
