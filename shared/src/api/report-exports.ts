import Type, { type Static } from 'typebox';
import type { ConditionGroup } from '../conditions/condition.ts';
import { BUCKETS } from '../reports/query.ts';
import { Behind, Instant } from './behind.ts';
import { Id, json, OneOf } from './lists.ts';
import { Query } from './reports.ts';
import { route, strict } from './route.ts';

const Key = Type.String({ minLength: 1, maxLength: 100 });
const Condition = Type.Unsafe<ConditionGroup>({ type: 'object' });
const whose = { filter: Type.Optional(Condition), owner: Type.Optional(Id), team: Type.Optional(Id) };
const cohort = {
  entityType: Key,
  funnel: Key,
  from: Type.Optional(Instant),
  to: Type.Optional(Instant),
  ...whose,
};

/** A report that can be had as a spreadsheet: what its screen is asked for. */
export const ExportedReport = Type.Union([
  strict({
    report: Type.Literal('query'),
    query: Query,
    /** Of two groupings: one down, one across, with totals. */
    crossed: Type.Optional(Type.Boolean()),
  }),
  /** The visits, tasks, events or contacts that a figure counts, one by one. */
  strict({ report: Type.Literal('rows'), entityType: Key, behind: Behind }),
  strict({ report: Type.Literal('funnel'), ...cohort }),
  strict({ report: Type.Literal('flow'), ...cohort }),
  strict({ report: Type.Literal('deviations'), ...cohort }),
  strict({
    report: Type.Literal('forecast'),
    entityType: Key,
    by: Type.Optional(OneOf(BUCKETS)),
    dateField: Type.Optional(Key),
    amountField: Type.Optional(Key),
    ...whose,
  }),
]);
export type ExportedReport = Static<typeof ExportedReport>;

export const SHEETS = ['csv', 'xlsx'] as const;

export const reportExportRoutes = {
  read: route({
    method: 'GET',
    path: '/reports/export',
    summary: 'A report as a spreadsheet; texts that a spreadsheet would run are made harmless',
    query: {
      report: json(ExportedReport),
      format: Type.Optional(OneOf(SHEETS)),
      /** Of CSV. `true`: begins with a byte order mark, by which Excel tells UTF-8. */
      bom: Type.Optional(Type.Boolean()),
    },
    produces: 'text/csv',
  }),
};
