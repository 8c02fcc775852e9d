import Type, { type Static } from 'typebox';
import { BUCKETS } from '../reports/query.ts';
import { asOf } from './as-of.ts';
import { Id, json, Nullable, OneOf, Timestamp } from './lists.ts';
import { ConditionSchema } from './records.ts';
import { Sum } from './reports.ts';
import { route, strict } from './route.ts';

const Field = Type.String({ minLength: 1, maxLength: 200 });

const figures = {
  /** Amounts of open records, whole. */
  open: Sum,
  /** The same by the probability of the stage that each is in; a stage without one counts nothing. */
  weighted: Sum,
  /** Amounts of records that are won, by the time they were closed. */
  won: Sum,
  openCount: Type.Integer(),
  wonCount: Type.Integer(),
  /** What should come in; null without target, or in several currencies. */
  target: Nullable(Type.Number()),
  /** What is missing to the target when everything comes as weighted; null without target, or in several currencies. */
  gap: Nullable(Type.Number()),
  /** Both by currency; empty without target, and where the amount is no money. */
  targets: Type.Record(Type.String(), Type.Number()),
  gaps: Type.Record(Type.String(), Type.Number()),
};

export const Forecast = strict({
  by: OneOf(BUCKETS),
  dateField: Nullable(Type.String()),
  amountField: Nullable(Type.String()),
  /** By the first day of each; null: open records without a date. */
  periods: Type.Array(strict({ period: Nullable(Type.String()), ...figures })),
  totals: strict(figures),
  asOf,
});
export type Forecast = Static<typeof Forecast>;

/** A forecast as it was at several times. */
export const ForecastPast = strict({
  dateField: Nullable(Type.String()),
  amountField: Nullable(Type.String()),
  /** Oldest first. */
  points: Type.Array(
    strict({
      at: Timestamp,
      open: Sum,
      weighted: Sum,
      won: Sum,
      openCount: Type.Integer(),
      wonCount: Type.Integer(),
    }),
  ),
  asOf,
});
export type ForecastPast = Static<typeof ForecastPast>;

const target = {
  /** First day of the month. */
  month: Type.String({ format: 'date', pattern: '-01$' }),
  /** Whose it is: a person's, a team's or, without either, everybody's together. */
  ownerId: Nullable(Id),
  teamId: Nullable(Id),
  amount: Type.Number({ minimum: 0, maximum: 999_999_999_999_999 }),
};
const Currency = Nullable(Type.String({ pattern: '^[A-Z]{3}$' }));

/** `currency`: ISO 4217; null: the amount is no money, but a number of something. */
export const Target = strict({ ...target, currency: Currency });

/**
 * Without `currency` it is in that of the type's first amount, or, where each record says its own, the organisation's.
 * Each currency of a month has a target of its own.
 */
export const GivenTarget = strict({ ...target, currency: Type.Optional(Currency) });
export type GivenTarget = Static<typeof GivenTarget>;
export type Target = Static<typeof Target>;

const Targets = strict({ items: Type.Array(Target) });

export const forecastRoutes = {
  read: route({
    method: 'GET',
    path: '/entity-types/:key/forecast',
    summary: 'Open amounts by probability, won so far, and target, by period',
    query: {
      by: Type.Optional(OneOf(BUCKETS)),
      /** When open records are expected to close. Default: the first date of the type. */
      dateField: Type.Optional(Field),
      /** What is summed. Default: the first amount that is typed in. */
      amountField: Type.Optional(Field),
      filter: Type.Optional(json(ConditionSchema)),
      owner: Type.Optional(Id),
      team: Type.Optional(Id),
    },
    answer: Forecast,
  }),
  history: route({
    method: 'GET',
    path: '/entity-types/:key/forecast/history',
    summary: 'The same forecast as it was: at the end of each day, week or month in [from, to], the latest now',
    query: {
      by: Type.Optional(OneOf(BUCKETS)),
      /** First day of the period that is forecast; default: all periods together. */
      period: Type.Optional(Type.String({ format: 'date' })),
      every: Type.Optional(OneOf(['day', 'week', 'month'])),
      from: Type.Optional(Type.String({ format: 'date' })),
      to: Type.Optional(Type.String({ format: 'date' })),
      dateField: Type.Optional(Field),
      amountField: Type.Optional(Field),
      filter: Type.Optional(json(ConditionSchema)),
      owner: Type.Optional(Id),
      team: Type.Optional(Id),
    },
    answer: ForecastPast,
  }),
  targets: route({
    method: 'GET',
    path: '/entity-types/:key/targets',
    summary: 'Targets by month and currency: of everybody, and of people and teams the caller may know of',
    answer: Targets,
  }),
  setTargets: route({
    method: 'PUT',
    path: '/entity-types/:key/targets',
    summary: 'Set targets of months, people and teams, in any currency; an amount of 0 takes one away',
    body: strict({ items: Type.Array(GivenTarget, { minItems: 1, maxItems: 1000 }) }),
    answer: Targets,
  }),
};
