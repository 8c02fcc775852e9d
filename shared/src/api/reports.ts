import Type from 'typebox';
import type { ConditionGroup } from '../conditions/condition.ts';
import { DATASETS, MEASURES } from '../reports/query.ts';
import { asOf, stale } from './as-of.ts';
import { Groupings, Instant } from './behind.ts';
import { Deviations } from './deviations.ts';
import { Id, json, Nullable, OneOf } from './lists.ts';
import { route, strict } from './route.ts';

/** A number, or one per currency where the record says which: `{EUR: n, USD: n}`. */
export const Sum = Type.Union([Type.Number(), Type.Record(Type.String(), Type.Number())]);
const Sums = Type.Record(Type.String(), Sum);
const Seconds = Nullable(Type.Number());
const Ratio = Nullable(Type.Number());

export const FunnelReport = strict({
  /** Records of the cohort that were ever in this funnel. */
  created: Type.Integer(),
  won: Type.Integer(),
  lost: Type.Integer(),
  open: Type.Integer(),
  /** Won of closed, 0 to 1; null while none is closed. */
  winRate: Ratio,
  /** From creation to closing of won records. */
  medianCycleSeconds: Seconds,
  /** Sums and medians of the funnel's amounts over won records. */
  wonSums: Sums,
  wonMedians: Sums,
  stages: Type.Array(
    strict({
      stage: Type.String(),
      entered: Type.Integer(),
      /** Null for lost stages, which no record reaches on its way. */
      reached: Nullable(Type.Integer()),
      current: Type.Integer(),
      currentSums: Sums,
      lostHere: Type.Integer(),
      conversionFromPrevious: Ratio,
      conversionFromFirst: Ratio,
      medianSeconds: Seconds,
      p90Seconds: Seconds,
      normSeconds: Seconds,
      /** Finished visits longer than the norm. */
      overNorm: Type.Integer(),
      /** Records that made those visits: as many as the list behind the figure shows. */
      overNormRecords: Type.Integer(),
      overNormNow: Type.Integer(),
    }),
  ),
  lossReasons: Type.Array(strict({ reason: Nullable(Type.String()), count: Type.Integer(), sum: Sum })),
  asOf,
});

const cohort = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  filter: Type.Optional(json(Type.Unsafe<ConditionGroup>({ type: 'object' }))),
  /** Records of this person. */
  owner: Type.Optional(Id),
  /** Records of this team. */
  team: Type.Optional(Id),
};

export const Flow = strict({
  /** Records of the cohort that were ever in this funnel. */
  records: Type.Integer(),
  nodes: Type.Array(strict({ stage: Type.String(), visits: Type.Integer(), records: Type.Integer() })),
  edges: Type.Array(
    strict({
      from: Type.String(),
      to: Type.String(),
      /** How often records went this way, straight. */
      count: Type.Integer(),
      /** How many records did. */
      records: Type.Integer(),
      /** From entering the first to entering the second. */
      medianSeconds: Seconds,
    }),
  ),
  /** How many different ways there are, of which `variants` has the 100 commonest. */
  variantCount: Type.Integer(),
  variants: Type.Array(
    strict({ path: Type.Array(Type.String()), count: Type.Integer(), share: Type.Number({ minimum: 0, maximum: 1 }) }),
  ),
  asOf,
});

export const Query = strict({
  dataset: OneOf(DATASETS),
  entityType: Type.String({ minLength: 1, maxLength: 63 }),
  filter: Type.Optional(Type.Unsafe<ConditionGroup>({ type: 'object' })),
  /** Only of records of this team. */
  team: Type.Optional(Id),
  groupBy: Type.Optional(Groupings),
  measures: Type.Array(
    strict({
      fn: OneOf(MEASURES),
      field: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    }),
    { minItems: 1, maxItems: 20 },
  ),
  sort: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 5 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 10_000 })),
  /** Also the measures by each grouping alone, over everything: what no sum of cells would tell of averages. */
  subtotals: Type.Optional(Type.Boolean()),
  /** The groups of the first grouping with the largest first measure; `others` adds a row of the rest, so marked. */
  top: Type.Optional(strict({ n: Type.Integer({ minimum: 1, maximum: 100 }), others: Type.Optional(Type.Boolean()) })),
});

export const QueryAnswer = strict({
  columns: Type.Array(Type.Object({ key: Type.String(), kind: Type.String() })),
  rows: Type.Array(Type.Record(Type.String(), Type.Unknown())),
  totals: Type.Record(Type.String(), Type.Unknown()),
  /** Where asked: rows by each grouping alone, in the order of the groupings. */
  subtotals: Type.Optional(Type.Array(Type.Array(Type.Record(Type.String(), Type.Unknown())))),
  /** What people and linked records in group columns are called, by id. */
  names: Type.Record(Type.String(), Type.String()),
  asOf,
  stale,
});

export const reportRoutes = {
  funnel: route({
    method: 'GET',
    path: '/entity-types/:key/funnels/:funnel/report',
    summary: 'The funnel report of the records created in [from, to)',
    query: cohort,
    answer: FunnelReport,
  }),
  flow: route({
    method: 'GET',
    path: '/entity-types/:key/funnels/:funnel/flow',
    summary: 'The ways that the records created in [from, to) really took through a funnel',
    query: cohort,
    answer: Flow,
  }),
  deviations: route({
    method: 'GET',
    path: '/entity-types/:key/funnels/:funnel/deviations',
    summary: 'How far each owner keeps to the norms of stages and the deadlines of tasks, in the same cohort',
    query: cohort,
    answer: Deviations,
  }),
  query: route({
    method: 'POST',
    path: '/reports/query',
    summary: 'Groups and measures of records, by access of who asks',
    query: {
      /** An answer of earlier today will do, where there is one: it comes at once, and is read anew meanwhile. */
      kept: Type.Optional(Type.Boolean()),
    },
    body: Query,
    answer: QueryAnswer,
  }),
};
