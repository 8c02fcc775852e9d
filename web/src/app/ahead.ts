import type { QueryClient } from '@tanstack/react-query';
import { recordsSearch } from '../conditions/records-search.ts';
import { entityTypesQuery } from '../data/entity-types.ts';
import { meQuery } from '../data/session.ts';
import { viewsQuery } from '../data/views.ts';
import { readBoardAhead } from '../screens/board/board-ahead.ts';

const OUTSIDE = /^\/(login|setup)\b/;
const PROCESS = /^\/p\/([\w-]+)(\/[^/]*)?/;

/**
 * Asks at once for everything that the first screen of an address will ask for one after the other: its scripts, who is
 * signed in, and what it shows. Where something does not come, the screen asks again itself.
 */
export function fetchAhead(client: QueryClient, { pathname, search }: { pathname: string; search: object }): void {
  if (OUTSIDE.test(pathname)) return;
  const coming: Promise<unknown>[] = [client.prefetchQuery(meQuery), import('./shell.tsx')];
  const [process, entityType, screen = ''] = PROCESS.exec(pathname) ?? [];
  if (process && entityType) {
    coming.push(
      client.prefetchQuery(entityTypesQuery),
      client.prefetchQuery(viewsQuery(entityType)),
      import('./process.tsx'),
    );
    if (screen === '' || screen === '/') {
      coming.push(import('../screens/board/board.tsx'));
      coming.push(readBoardAhead(client, entityType, recordsSearch({ ...search })));
    }
    if (screen === '/table') coming.push(import('../screens/table/table.tsx'));
  } else if (pathname === '/') {
    coming.push(import('../screens/home/home.tsx'));
  }
  void Promise.allSettled(coming);
}
