import Type, { type Static } from 'typebox';
import type { ConditionGroup } from '../conditions/condition.ts';
import { BUCKETS, DATASETS } from '../reports/query.ts';
import { Id, Nullable, OneOf } from './lists.ts';
import { strict } from './route.ts';

/** A day, which begins in the organisation's zone, or a moment. */
export const Instant = Type.Union([Type.String({ format: 'date' }), Type.String({ format: 'date-time' })]);

const Condition = Type.Unsafe<ConditionGroup>({ type: 'object' });
const Key = Type.String({ minLength: 1, maxLength: 100 });
const Name = Type.String({ minLength: 1, maxLength: 200 });

/** Which records a report of a funnel is about: those created in [from, to) that meet the filter. */
const cohort = {
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  filter: Type.Optional(Condition),
  /** Whose records; null: nobody's. */
  owner: Type.Optional(Nullable(Id)),
  team: Type.Optional(Nullable(Id)),
};

/** Figures of the funnel report that are of the whole cohort. `closed` is what the win rate is taken of. */
export const COHORT_FIGURES = ['created', 'won', 'lost', 'open', 'closed', 'lossReason'] as const;

/** Figures of one stage. `timed`: records with a finished visit, of which the median is taken. */
export const STAGE_FIGURES = ['entered', 'reached', 'current', 'lostHere', 'timed', 'overNorm', 'overNormNow'] as const;

/** Tasks with a deadline on records of the cohort, by who they are assigned to. */
export const TASK_FIGURES = ['tasksDone', 'tasksLate', 'tasksOpen', 'tasksOverdue'] as const;

const FunnelBehind = strict({
  report: Type.Literal('funnel'),
  funnel: Key,
  ...cohort,
  figure: OneOf([...COHORT_FIGURES, ...STAGE_FIGURES, ...TASK_FIGURES]),
  /** Of figures of one stage. */
  stage: Type.Optional(Key),
  /** Of `lossReason`; null: none was given. */
  reason: Type.Optional(Nullable(Type.String({ maxLength: 1000 }))),
  /** Of tasks; null: of nobody. */
  assignee: Type.Optional(Nullable(Id)),
});

const FlowBehind = strict({
  report: Type.Literal('flow'),
  funnel: Key,
  ...cohort,
  /** Records that were in this stage. */
  stage: Type.Optional(Key),
  /** Records that went from the first straight to the second. */
  edge: Type.Optional(Type.Array(Key, { minItems: 2, maxItems: 2 })),
  /** Records that took exactly this way. */
  path: Type.Optional(Type.Array(Key, { minItems: 1, maxItems: 1000 })),
});

const ForecastBehind = strict({
  report: Type.Literal('forecast'),
  figure: OneOf(['open', 'won']),
  by: OneOf(BUCKETS),
  /** When open records are expected to close; default: the type's first date. */
  dateField: Type.Optional(Name),
  filter: Type.Optional(Condition),
  owner: Type.Optional(Id),
  team: Type.Optional(Id),
  /** First day of the period; null: open records without a date. Absent: all periods. */
  period: Type.Optional(Nullable(Type.String({ format: 'date' }))),
});

export const Groupings = Type.Array(strict({ field: Name, bucket: Type.Optional(OneOf(BUCKETS)) }), { maxItems: 5 });

const GroupValue = Type.Union([Type.String({ maxLength: 10_000 }), Type.Number(), Type.Boolean(), Type.Null()]);

const QueryBehind = strict({
  report: Type.Literal('query'),
  dataset: OneOf(DATASETS),
  filter: Type.Optional(Condition),
  team: Type.Optional(Id),
  groupBy: Type.Optional(Groupings),
  /** One row of the answer: the values of its group columns, by key, as they were answered. */
  group: Type.Optional(Type.Record(Type.String(), GroupValue)),
  /** Of a row of the others: the values that the first group has not. */
  except: Type.Optional(Type.Array(GroupValue, { maxItems: 100 })),
});

/** A figure of a report: a list takes it to show the records behind the figure, which are as many as it says. */
export const Behind = Type.Union([FunnelBehind, FlowBehind, ForecastBehind, QueryBehind]);
export type Behind = Static<typeof Behind>;
export type FunnelBehind = Static<typeof FunnelBehind>;
export type FlowBehind = Static<typeof FlowBehind>;
export type ForecastBehind = Static<typeof ForecastBehind>;
export type QueryBehind = Static<typeof QueryBehind>;
export type TaskFigure = (typeof TASK_FIGURES)[number];
export type FunnelFigure = Exclude<FunnelBehind['figure'], TaskFigure>;
