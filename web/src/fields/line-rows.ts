import { addUp, roundHalfUp } from '@etapa/shared/fields/decimal';
import type { JsonValue } from '@etapa/shared/fields/field';
import { lineTotal } from '@etapa/shared/fields/lines-total';

/** A product row as it is edited. */
export interface LineRow {
  product?: string;
  name?: string;
  quantity?: number;
  quantityFormula?: string;
  unitPrice?: number;
  discountPercent?: number;
  taxPercent?: number;
  total?: number;
}

const NUMBERS = ['quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'total'] as const;
const TEXTS = ['product', 'name', 'quantityFormula'] as const;

/** The rows of a stored value; what is no row is left out. */
export function lineRows(value: JsonValue | undefined): LineRow[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((stored) => {
    if (stored === null || typeof stored !== 'object' || Array.isArray(stored)) return [];
    const row: LineRow = {};
    for (const key of NUMBERS) if (typeof stored[key] === 'number') row[key] = stored[key];
    for (const key of TEXTS) if (typeof stored[key] === 'string') row[key] = stored[key];
    return [row];
  });
}

/** A row with the total it will have once it is saved; none while a number is missing. */
export function withTotal(row: LineRow, scale: number): LineRow {
  const { total: _, ...rest } = row;
  if (row.unitPrice === undefined) return rest;
  const { quantity = 1, unitPrice, discountPercent, taxPercent } = row;
  return { ...rest, total: lineTotal({ quantity, unitPrice, discountPercent, taxPercent }, scale) };
}

/** Sum of the totals, in decimals that the currency has. */
export function rowsTotal(rows: readonly LineRow[], scale: number): number {
  return roundHalfUp(addUp(rows.map(({ total }) => total ?? 0)), scale);
}

/**
 * What the rows come to: the parts add up to the total to the last cent, since each is the difference of sums of
 * rounded rows.
 */
export function rowsSums(
  rows: readonly LineRow[],
  scale: number,
): { net: number; discount: number; tax: number; total: number } {
  const priced = rows.filter(({ unitPrice }) => unitPrice !== undefined);
  const of = (row: LineRow, taken: Partial<LineRow>) => withTotal({ ...row, ...taken }, scale).total ?? 0;
  const sum = (taken: Partial<LineRow>) => addUp(priced.map((row) => of(row, taken)));
  const net = sum({ discountPercent: 0, taxPercent: 0 });
  const discounted = sum({ taxPercent: 0 });
  const total = sum({});
  return { net, discount: addUp([net, -discounted]), tax: addUp([total, -discounted]), total };
}

/** Whether anything stands in a row but the one piece it begins with: empty ones are not stored. */
export const isFilled = (row: LineRow): boolean =>
  Boolean(row.product || row.name?.trim() || row.quantityFormula) ||
  (row.quantity ?? 1) !== 1 ||
  [row.unitPrice, row.discountPercent, row.taxPercent].some((number) => number !== undefined);

/** What keeps a row from being stored: what it lacks, and parts of a hundred that are none. */
export function rowFaults(row: LineRow): readonly ('name' | 'unitPrice' | 'discountPercent' | 'taxPercent')[] {
  if (!isFilled(row)) return [];
  const { product, name, unitPrice, discountPercent = 0, taxPercent = 0 } = row;
  return [
    ...(product || name?.trim() ? [] : (['name'] as const)),
    ...(unitPrice === undefined ? (['unitPrice'] as const) : []),
    ...(discountPercent < 0 || discountPercent > 100 ? (['discountPercent'] as const) : []),
    ...(taxPercent < 0 || taxPercent > 1000 ? (['taxPercent'] as const) : []),
  ];
}

/** Rows as they are stored: those with nothing in them are left out, and no rows are no value. */
export function storedRows(rows: readonly LineRow[]): JsonValue | undefined {
  const filled = rows.filter(isFilled);
  if (filled.length === 0) return undefined;
  return filled.map((row) => {
    const stored: { [key: string]: JsonValue } = {};
    for (const [key, value] of Object.entries(row)) if (value !== undefined && value !== '') stored[key] = value;
    return stored;
  });
}

/** Which optional columns have something in them: empty ones need not take room. */
export function usedColumns(rows: readonly LineRow[]): { discount: boolean; tax: boolean } {
  return {
    discount: rows.some((row) => Boolean(row.discountPercent)),
    tax: rows.some((row) => Boolean(row.taxPercent)),
  };
}
