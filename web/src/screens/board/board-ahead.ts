import type { QueryClient } from '@tanstack/react-query';
import { effective, isBare, type RecordsSearch } from '../../conditions/records-search.ts';
import { entityTypesQuery } from '../../data/entity-types.ts';
import { viewsQuery } from '../../data/views.ts';
import { boardQuery } from './board-data.ts';
import { lanesBy } from './lanes.ts';

/**
 * Reads what the board of an address will show while its scripts are still on their way: the board finds it there.
 *
 * @throws ProblemError where it cannot be read: the board asks again and says so
 */
export async function readBoardAhead(client: QueryClient, entityType: string, search: RecordsSearch): Promise<void> {
  const [types, views] = await Promise.all([
    client.ensureQueryData(entityTypesQuery),
    client.ensureQueryData(viewsQuery(entityType)),
  ]);
  const named = isBare(search) ? views.defaultId : search.view;
  const view = views.items.find(({ id }) => id === named);
  if (isBare(search) && view && (view.display ?? 'table') !== 'board') return;
  const { funnel, filter, q, groupBy } = effective(search, view);
  const type = types.find(({ key }) => key === entityType);
  const shown = type?.funnels?.find(({ key }) => key === funnel) ?? type?.funnels?.[0];
  if (type && shown) {
    await client.prefetchQuery(
      boardQuery({ entityType, funnel: shown.key, filter, q, laneBy: lanesBy(type, groupBy) }),
    );
  }
}
