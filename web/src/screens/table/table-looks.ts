import type { View } from '@etapa/shared/api/views';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { sameJson } from '@etapa/shared/process/changes';
import { useCallback, useState } from 'react';
import { firstColumns } from './table-columns.ts';

/** How a table looks: which columns from left to right, how wide, and which stay in sight. */
export interface TableLooks {
  columns?: string[];
  widths?: { [column: string]: number };
  pinned?: string[];
}

/** Without a view looks are the reader's own, kept on this device; a view's are kept for this visit until it is saved. */
const placeOf = (entityType: string, view: View | undefined) =>
  view
    ? { storage: () => sessionStorage, key: `etapa-view-${view.id}` }
    : { storage: () => localStorage, key: `etapa-table-${entityType}` };

function read({ storage, key }: ReturnType<typeof placeOf>): TableLooks {
  try {
    const kept: unknown = JSON.parse(storage().getItem(key) ?? '{}');
    return kept !== null && typeof kept === 'object' ? kept : {};
  } catch {
    return {};
  }
}

function keep({ storage, key }: ReturnType<typeof placeOf>, looks: TableLooks | null): void {
  try {
    if (looks) storage().setItem(key, JSON.stringify(looks));
    else storage().removeItem(key);
  } catch {
    // Storage is closed: the looks last until the page goes.
  }
}

/** How the table looks now, and whether that differs from what its view says. */
export function useLooks(type: EntityType, view: View | undefined) {
  const place = placeOf(type.key, view);
  const [kept, setKept] = useState(() => ({ key: place.key, looks: read(place) }));
  const own = kept.key === place.key ? kept.looks : read(place);
  if (kept.key !== place.key) setKept({ key: place.key, looks: own });
  const saved: TableLooks = {
    columns: view?.columns ?? undefined,
    widths: view?.widths ?? undefined,
    pinned: view?.pinned ?? undefined,
  };
  const looks = {
    columns: own.columns ?? saved.columns ?? firstColumns(type),
    widths: { ...saved.widths, ...own.widths },
    pinned: own.pinned ?? saved.pinned ?? [],
  };
  const change = (next: TableLooks) => {
    const all = { ...own, ...next };
    setKept({ key: place.key, looks: all });
    keep(place, all);
  };
  const { key } = place;
  const reset = useCallback(() => {
    setKept({ key, looks: {} });
    keep({ storage: () => (key.startsWith('etapa-view-') ? sessionStorage : localStorage), key }, null);
  }, [key]);
  const changed =
    view !== undefined &&
    Object.keys(own).length > 0 &&
    !sameJson(looks, {
      columns: saved.columns ?? firstColumns(type),
      widths: saved.widths ?? {},
      pinned: saved.pinned ?? [],
    });
  return { looks, changed, change, reset };
}
