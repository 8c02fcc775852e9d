import type { ConditionSchema } from '../conditions/context.ts';
import { sourceOf } from './columns.ts';
import type { Measure, ReportQuery } from './query.ts';

export const PICTURES = [
  'table',
  'number',
  'bar',
  'line',
  'area',
  'pie',
  'pivot',
  'funnel',
  'heatmap',
  'sankey',
] as const;
export type Picture = (typeof PICTURES)[number];

/** Measures of parts that add up to a whole: a ring of medians, or an area of averages, would say nothing. */
const ADDS_UP: ReadonlySet<Measure['fn']> = new Set(['count', 'countDistinct', 'sum']);

/** Pictures that an answer can be drawn as: others are neither offered nor kept. A table can hold any. */
export function picturesFor(query: ReportQuery, schema: ConditionSchema): Picture[] {
  const { groupBy = [], measures, dataset } = query;
  const [first] = groupBy;
  const single = measures.length === 1;
  const adds = measures.every(({ fn }) => ADDS_UP.has(fn));
  const kind = first && sourceOf(first.field, dataset, schema)?.kind;
  // A line leads from one point to the next: what it is drawn over has to have an order.
  const ordered = kind === 'date' || kind === 'dateTime' || kind === 'number' || kind === 'seconds' || kind === 'key';
  const fits: { [Name in Picture]: boolean } = {
    table: true,
    number: groupBy.length === 0,
    bar: groupBy.length === 1 || (groupBy.length === 2 && single),
    line: ordered && (groupBy.length === 1 || (groupBy.length === 2 && single)),
    area: ordered && adds && (groupBy.length === 1 || (groupBy.length === 2 && single)),
    pie: groupBy.length === 1 && single && adds,
    pivot: groupBy.length === 2 && single,
    funnel: groupBy.length === 1 && single && adds,
    heatmap: groupBy.length === 2 && single,
    sankey: groupBy.length === 2 && single && adds,
  };
  return PICTURES.filter((picture) => fits[picture]);
}
