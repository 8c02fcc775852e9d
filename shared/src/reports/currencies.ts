import type { DrawnPicture } from './chart.ts';

type Row = { readonly [column: string]: unknown };

/** Side by side, each currency for itself; in any other picture amounts of several would be parts of one whole. */
const APART: ReadonlySet<DrawnPicture> = new Set(['bar', 'line']);

/** The currencies of a column's sums, where its rows say their own: `{EUR: n, USD: n}`. */
export function currenciesOf(rows: readonly Row[], column: string): string[] {
  const sums = rows.map((row) => row[column]).filter((sum) => typeof sum === 'object' && sum !== null);
  return [...new Set(sums.flatMap((sum) => Object.keys(sum as object)))].sort();
}

/** Whether an answer with sums in so many currencies can be drawn: they are never added up, nor held against another. */
export const isDrawnIn = (kind: DrawnPicture, currencies: number): boolean => currencies < 2 || APART.has(kind);

/** What of a sum is in a currency. @param currency undefined: a plain number; null where there is none */
export function sumIn(value: unknown, currency: string | undefined): number | null {
  const part = typeof value === 'object' && value !== null && currency !== undefined ? Object.entries(value) : [];
  const own = part.find(([key]) => key === currency)?.[1] ?? value;
  return typeof own === 'number' ? own : null;
}
