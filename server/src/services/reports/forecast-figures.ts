import type { Forecast } from '@etapa/shared/api/forecast';
import Big from 'big.js';
import type { ForecastRow } from '../../store/forecasts.ts';
import type { PeriodTarget } from '../../store/targets.ts';

type Sum = number | { [currency: string]: number };

/**
 * The figures of a period, or of all.
 *
 * @param currency of every amount; null: each record says its own, or it is no money
 */
export function figuresOf(rows: ForecastRow[], targets: PeriodTarget[], currency: string | null): Forecast['totals'] {
  const of = (figure: ForecastRow['figure']) => rows.filter((row) => row.figure === figure);
  const count = (list: ForecastRow[]) => list.reduce((sum, row) => sum + row.count, 0);
  const weighted = sumOf(of('open'), 'weighted');
  const won = sumOf(of('won'), 'sum');
  const likely = (code: string | null): Big => amountIn(won, code, currency).plus(amountIn(weighted, code, currency));
  const wanted = new Map<string | null, Big>();
  for (const target of targets) {
    wanted.set(target.currency, (wanted.get(target.currency) ?? Big(0)).plus(target.amount));
  }
  const missing = new Map([...wanted].map(([code, sum]) => [code, sum.minus(likely(code))]));
  // A target is never held against what is in another currency.
  const codes = new Set([...wanted.keys(), ...[won, weighted].flatMap((sum) => codesOf(sum, currency))]);
  const isOne = codes.size === 1;
  return {
    open: sumOf(of('open'), 'sum'),
    weighted,
    won,
    openCount: count(of('open')),
    wonCount: count(of('won')),
    target: wanted.size === 1 ? only(wanted) : null,
    gap: isOne ? only(missing) : null,
    targets: byCurrency(wanted),
    gaps: byCurrency(missing),
  };
}

/** What of a sum is in a currency. */
function amountIn(sum: Sum, code: string | null, currency: string | null): Big {
  if (typeof sum === 'number') return Big(code === currency ? sum : 0);
  const own = Object.entries(sum).filter(([each]) => each.toUpperCase() === code);
  return own.reduce((all, [, value]) => all.plus(value), Big(0));
}

const codesOf = (sum: Sum, currency: string | null): (string | null)[] => {
  if (typeof sum !== 'number') return Object.keys(sum).map((code) => code.toUpperCase());
  return sum === 0 ? [] : [currency];
};

const only = (sums: Map<string | null, Big>): number | null => [...sums.values()][0]?.toNumber() ?? null;

const byCurrency = (sums: Map<string | null, Big>): { [currency: string]: number } =>
  Object.fromEntries([...sums].flatMap(([code, sum]) => (code === null ? [] : [[code, sum.toNumber()] as const])));

/** One number, or one per currency where the record says which. */
export function sumOf(
  rows: Pick<ForecastRow, 'currency' | 'sum' | 'weighted'>[],
  value: 'sum' | 'weighted',
): number | { [currency: string]: number } {
  const sums = new Map<string | null, Big>();
  for (const row of rows) {
    if (row[value] !== null) sums.set(row.currency, (sums.get(row.currency) ?? Big(0)).plus(row[value]));
  }
  const named = [...sums].flatMap(([currency, sum]) =>
    currency === null ? [] : [[currency, sum.toNumber()] as const],
  );
  return named.length > 0 ? Object.fromEntries(named) : (sums.get(null)?.toNumber() ?? 0);
}
