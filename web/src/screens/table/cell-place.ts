/** A cell of the table: which record, which column. */
export interface CellPlace {
  id: string;
  column: string;
}

export type Step = 'up' | 'down' | 'left' | 'right' | 'rowStart' | 'rowEnd' | 'pageUp' | 'pageDown' | 'top' | 'bottom';

/** Rows that a page key passes. */
const PAGE = 12;

/** The cell a key leads to; the same at an edge of the table. */
export function stepped(
  place: CellPlace,
  step: Step,
  { ids, columns }: { ids: readonly string[]; columns: readonly string[] },
): CellPlace {
  const row = Math.max(0, ids.indexOf(place.id));
  const column = Math.max(0, columns.indexOf(place.column));
  const rows: { [Name in Step]?: number } = {
    up: row - 1,
    down: row + 1,
    pageUp: row - PAGE,
    pageDown: row + PAGE,
    top: 0,
    bottom: ids.length - 1,
  };
  const across: { [Name in Step]?: number } = {
    left: column - 1,
    right: column + 1,
    rowStart: 0,
    rowEnd: columns.length - 1,
  };
  return {
    id: ids[within(rows[step] ?? row, ids.length)] ?? place.id,
    column: columns[within(across[step] ?? column, columns.length)] ?? place.column,
  };
}

const within = (at: number, length: number): number => Math.max(0, Math.min(length - 1, at));

const KEYS: { [key: string]: Step } = {
  ArrowUp: 'up',
  k: 'up',
  ArrowDown: 'down',
  j: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
  Home: 'rowStart',
  End: 'rowEnd',
  PageUp: 'pageUp',
  PageDown: 'pageDown',
};

/** What a key pressed on a cell means; undefined for none of ours. */
export function stepOf({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): Step | undefined {
  if (altKey || metaKey || shiftKey) return undefined;
  if (ctrlKey) return key === 'Home' ? 'top' : key === 'End' ? 'bottom' : undefined;
  return KEYS[key];
}
