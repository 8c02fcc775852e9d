import { namesField } from '@etapa/shared/access/fields';
import type { BoardColumn } from '@etapa/shared/api/board';
import type { ColumnTotals } from '../store/board.ts';
import { type Sum, summedFields } from '../store/board-totals.ts';
import type { TypeAccess } from './access.ts';

/** Count and sums of the fields the caller may read, 0 where there is nothing to add. */
export function presentTotals(
  access: TypeAccess,
  totals: ColumnTotals | undefined,
): Pick<BoardColumn, 'count' | 'sums'> {
  const { read } = access.everywhere();
  const sums: BoardColumn['sums'] = {};
  for (const { key, currencyField } of summedFields(access.type.definition)) {
    if (namesField(read, key)) sums[key] = numbersOf(totals?.sums[key] ?? (currencyField === undefined ? '0' : {}));
  }
  return { count: totals?.count ?? 0, sums };
}

function numbersOf(sum: Sum): number | { [currency: string]: number } {
  if (typeof sum === 'string') return Number(sum);
  const known = Object.entries(sum).filter(([, value]) => Number(value) !== 0);
  return Object.fromEntries(known.map(([currency, value]) => [currency, Number(value)]));
}
