import type { Display, View } from '@etapa/shared/api/views';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useEffect, useMemo } from 'react';
import { viewsQuery } from '../data/views.ts';
import { departed, effective, isBare, NO_VIEW, type RecordsSearch, type Shown } from './records-search.ts';

/** The screen of each way to look at records. */
const SCREENS = {
  board: '/p/$entityType',
  table: '/p/$entityType/table',
  calendar: '/p/$entityType/calendar',
  workload: '/p/$entityType/workload',
} as const satisfies { [Name in Display]: string };

export interface ShownNow extends Shown {
  /** False while it is not known yet which view opens first. */
  ready: boolean;
  view: View | undefined;
  /** What is shown is not what the view says any more. */
  changed: boolean;
  /** Shows something differently. */
  change: (next: Partial<Shown>) => void;
  /** Opens a saved view on its own screen; null opens all records. */
  open: (view: View | null) => void;
}

/**
 * What a board, a table, a calendar shows: what its address says, or the saved view it names. A bare address opens the
 * view that the reader, their group or everybody has first.
 *
 * @param search of the address
 * @param entry whether the process is entered here: a first view that is shown otherwise leads to its own screen
 */
export function useShown(entityType: string, display: Display, search: RecordsSearch, entry = false): ShownNow {
  const navigate = useNavigate();
  const { data: views, isPending } = useQuery(viewsQuery(entityType));
  const bare = isBare(search);
  const first = bare ? views?.items.find(({ id }) => id === views.defaultId) : undefined;
  const opening = first && (entry || (first.display ?? 'table') === display) ? first : undefined;
  const view = views?.items.find(({ id }) => id === search.view);

  useEffect(() => {
    if (!opening) return;
    void navigate({
      to: SCREENS[opening.display ?? 'table'],
      params: { entityType },
      search: (before: RecordsSearch) => ({ ...before, view: opening.id }),
      replace: true,
    });
  }, [opening, navigate, entityType]);

  const change = useCallback(
    (next: Partial<Shown>) =>
      void navigate({
        to: '.',
        search: (before: RecordsSearch) => departed(before, view, next),
        replace: true,
      }),
    [navigate, view],
  );
  const open = useCallback(
    (next: View | null) =>
      void navigate({
        to: next ? SCREENS[next.display ?? 'table'] : '.',
        params: { entityType },
        search: next ? { view: next.id } : views?.defaultId ? { view: NO_VIEW } : {},
      }),
    [navigate, entityType, views?.defaultId],
  );
  const shown = useMemo(() => effective(search, view), [search, view]);
  const asksForView = bare || (search.view !== undefined && search.view !== NO_VIEW && !search.changed);
  return {
    ...shown,
    ready: !opening && !(isPending && asksForView),
    view,
    changed: Boolean(view && search.changed),
    change,
    open,
  };
}
