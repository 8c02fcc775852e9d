import type { ConditionRule } from '@etapa/shared/conditions/condition';
import type { Field } from '@etapa/shared/definition/entity-type';

/** An amount from, and up to without, a bound; null: without one. */
export interface Band {
  from: number | null;
  to: number | null;
  /** Where records say their own; '': of those that say none. */
  currency?: string;
}

/** Bands around the median of an answer: where it is one by currency, those of each for itself. */
export function bandsOf(median: unknown): Band[] {
  if (typeof median !== 'object' || median === null) return bandsAround(Number(median ?? 0));
  return Object.entries(median)
    .sort(([one], [other]) => one.localeCompare(other))
    .flatMap(([currency, each]) => bandsAround(Number(each)).map((band) => ({ ...band, currency })));
}

/** Bands by round numbers around the median, of which each is some three times the one before. */
export function bandsAround(median: number): Band[] {
  if (!(median > 0)) return [{ from: null, to: null }];
  const bounds = [median / 9, median / 3, median, median * 3, median * 9].map(round);
  const unique = [...new Set(bounds)];
  return [null, ...unique].map((from, at) => ({ from, to: unique[at] ?? null }));
}

/** One, two or five and noughts: what people call round. */
function round(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const lead = value / power;
  const nice = lead < 1.5 ? 1 : lead < 3.5 ? 2 : lead < 7.5 ? 5 : 10;
  return Number((nice * power).toPrecision(12));
}

/** A band as terms of a condition. */
export const bandRules = (
  { key: field, currencyField }: Pick<Field, 'key' | 'currencyField'>,
  { from, to, currency }: Band,
): ConditionRule[] => [
  ...(from === null ? [{ field, operator: 'notNull' } as const] : [{ field, operator: '>=', value: from } as const]),
  ...(to === null ? [] : [{ field, operator: '<', value: to } as const]),
  ...(currencyField && currency !== undefined ? [inCurrency(currencyField, currency)] : []),
];

const inCurrency = (field: string, currency: string): ConditionRule =>
  currency === '' ? { field, operator: 'null' } : { field, operator: '=', value: currency };
