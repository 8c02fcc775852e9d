import type { MeasureFunction } from '@etapa/shared/reports/query';

/** A measure as SQL over the rows of a group. @param value of a row */
export function aggregate(fn: MeasureFunction, value: string): string {
  switch (fn) {
    case 'count':
      return `count(${value})`;
    case 'countDistinct':
      return `count(DISTINCT ${value})`;
    case 'median':
      return `percentile_cont(0.5) WITHIN GROUP (ORDER BY (${value})::float8)`;
    case 'p90':
      return `percentile_cont(0.9) WITHIN GROUP (ORDER BY (${value})::float8)`;
    default:
      return `${fn}(${value})`;
  }
}

/** Values of which a row has several. @param list of a row, as a JSON array; NULL for none */
export function aggregateOfMany(fn: 'count' | 'countDistinct', list: string): string {
  if (fn === 'count') return `coalesce(sum(jsonb_array_length(${list})), 0)`;
  return `(SELECT count(DISTINCT e.value) FROM unnest(array_agg(${list})) AS l(list), jsonb_array_elements(l.list) AS e)`;
}

/** Sums never mix currencies: one figure for each, as a JSON object. @param currency code of a row's currency */
export function aggregatePerCurrency(fn: MeasureFunction, value: string, currency: string): string {
  const pairs = `array_agg(jsonb_build_object('c', ${currency}, 'v', ${value})) FILTER (WHERE ${value} IS NOT NULL)`;
  return `(SELECT coalesce(jsonb_object_agg(x.c, x.v), '{}') FROM (
    SELECT p ->> 'c' AS c, ${aggregate(fn, `(p ->> 'v')::numeric`)} AS v FROM unnest(${pairs}) AS p GROUP BY 1) x)`;
}
