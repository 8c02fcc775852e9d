import type { entityTypeRoutes } from '@etapa/shared/api/entity-types';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

/** Records read at once. */
const PAGE = 100;

/**
 * Values that changes of a process left without a place, page by page.
 *
 * @param asOf what they are read anew for, such as a conversion that has ended
 */
export const setAsideQuery = (entityType: string, asOf: string) =>
  infiniteQueryOptions({
    queryKey: keys.draft(entityType, 'set-aside', asOf),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof entityTypeRoutes.setAside>>(`/entity-types/${entityType}/set-aside`, {
        limit: PAGE,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    gcTime: 0,
  });
