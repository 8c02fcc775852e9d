/** One page of a list, and where the next one begins. */
export interface Page<T> {
  items: T[];
  /** What the next page continues after; null on the last one. */
  next: CursorValues | null;
}

/** The values by which a list is sorted, of the last item of a page; the last one is unique. */
export type CursorValues = (string | number | boolean | null)[];

export interface PageRequest {
  /** 1 to 200. */
  limit: number;
  after: CursorValues | null;
}

/**
 * Cuts a page out of rows that were read with one more than its limit.
 * @param keyOf the values the rows are sorted by
 */
export function cutPage<Row, T>(
  rows: Row[],
  limit: number,
  keyOf: (row: Row) => CursorValues,
  present: (row: Row) => T,
): Page<T> {
  const kept = rows.slice(0, limit);
  const last = kept.at(-1);
  return { items: kept.map(present), next: rows.length > limit && last !== undefined ? keyOf(last) : null };
}
