import { resolveField } from '@etapa/shared/conditions/reference';
import type { ChartData, DrawnPicture } from '@etapa/shared/reports/chart';
import type { Column } from '@etapa/shared/reports/columns';
import { currenciesOf, isDrawnIn, sumIn } from '@etapa/shared/reports/currencies';
import { type Grouping, groupKey, measureKey } from '@etapa/shared/reports/query';
import { columnWords, groupWords, type Told } from './query-words.ts';

type Row = { readonly [column: string]: unknown };

/** An answer as what a chart draws, in the reader's words; null of what cannot be drawn. */
export function chartOf(kind: DrawnPicture, rows: readonly Row[], told: Told): ChartData | null {
  const [first, second] = told.query.groupBy ?? [];
  if (!first) return null;
  const categories = placesOf(rows, first, 0, told);
  const across = second ? placesOf(rows, second, 1, told) : [undefined];
  const find = (place: Place, other: Place | undefined) =>
    rows.find((row) => isIn(row, first, place) && (!second || !other || isIn(row, second, other, 1)));
  const measures = told.columns
    .filter(({ role }) => role === 'measure')
    .map((column) => ({ column, currencies: currenciesOf(rows, column.key) }));
  if (!isDrawnIn(kind, Math.max(0, ...measures.map(({ currencies }) => currencies.length)))) return null;
  return {
    kind,
    categories: categories.map(({ value, others }) => groupWords(first, value, others, told)),
    series: across.flatMap((other) =>
      measures.flatMap(({ column, currencies }) => {
        const name = other && second ? groupWords(second, other.value, false, told) : columnWords(column, told);
        const drawn = (currencies.length === 0 ? [undefined] : currencies).map((currency) => ({
          name: currencies.length > 1 ? `${name}, ${currency}` : name,
          values: categories.map((place) => sumIn(find(place, other)?.[column.key], currency)),
          format: (value: unknown) =>
            figureText(currency && typeof value === 'number' ? { [currency]: value } : value, column, told),
        }));
        // Nothing in a currency is no part of the legend.
        return currencies.length < 2 ? drawn : drawn.filter(({ values }) => values.some((value) => value !== null));
      }),
    ),
  };
}

/** A group of a grouping: its value, or the rest of what is not among the largest. */
export interface Place {
  value: string | number | boolean | null;
  others: boolean;
}

/** Whether a row stands in a group. @param at which of the groupings it is of: only the first has others */
export const isIn = (row: Row, grouping: Grouping, { value, others }: Place, at = 0): boolean =>
  (at > 0 || (row.others === true) === others) && (others || (row[groupKey(grouping)] ?? null) === value);

/** Each group once: in the order that the definition gives its keys, or as answered; the others last. */
export function placesOf(rows: readonly Row[], grouping: Grouping, at: number, told: Told): Place[] {
  const found = new Map<string, Place>();
  for (const row of rows) {
    const place = {
      value: (row[groupKey(grouping)] ?? null) as Place['value'],
      others: at === 0 && row.others === true,
    };
    found.set(JSON.stringify(place), place);
  }
  const isSorted = (told.query.sort ?? []).length > 0 && at === 0;
  const keys = isSorted ? [] : keysOf(grouping.field, told);
  const order = (place: Place): number => {
    if (place.others) return keys.length + 1;
    const index = keys.indexOf(String(place.value));
    return index < 0 ? keys.length : index;
  };
  const places = isSorted ? [...found.values()] : ascending([...found.values()]);
  return places.sort((one, other) => order(one) - order(other));
}

/** Days and numbers from the first to the last; the empty one after them. */
function ascending(places: Place[]): Place[] {
  const isOrdered = places.every(({ value }) => value === null || typeof value === 'number' || DAY.test(String(value)));
  if (!isOrdered) return places;
  return places.sort(({ value: one }, { value: other }) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return Number(one > other) - Number(one < other);
  });
}

const DAY = /^\d{4}-\d\d-\d\d/;

function keysOf(field: string, { schema }: Told): string[] {
  if (field === '$stageGroup') return ['open', 'won', 'lost'];
  if (field === '$stage' || field === 'visit.stage') {
    return (schema.funnels ?? []).flatMap(({ stages }) => stages.map(({ key }) => key));
  }
  const reference = resolveField(field, schema);
  return reference?.source.kind === 'field' ? (reference.source.field.options ?? []).map(({ key }) => key) : [];
}

/** A figure as the reader writes it. */
export function figureText(value: unknown, { kind, key }: Column, { language, query, schema }: Told): string {
  if (value === null || value === undefined) return '—';
  if (typeof value === 'object') {
    const sums = Object.entries(value).sort(([one], [other]) => one.localeCompare(other));
    const parts = sums.map(([currency, sum]) => money(Number(sum), currency, language));
    return parts.join(' + ') || '0';
  }
  if (typeof value !== 'number') return String(value);
  if (kind === 'seconds') return lengthText(value, language);
  const field = query.measures.find((measure) => measureKey(measure) === key)?.field;
  const source = kind === 'money' && field !== undefined ? resolveField(field, schema)?.source : undefined;
  const currency = source?.kind === 'field' ? source.field.currency : undefined;
  if (currency) return money(value, currency, language);
  return new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(value);
}

function money(value: number, currency: string, language: string): string {
  if (!/^[A-Z]{3}$/.test(currency)) return `${new Intl.NumberFormat(language).format(value)} ${currency}`.trim();
  return new Intl.NumberFormat(language, { style: 'currency', currency, maximumFractionDigits: 2 }).format(value);
}

const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;

function lengthText(seconds: number, language: string): string {
  const [unit, length] = UNITS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
  const style = { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(language, style).format(seconds / length);
}
