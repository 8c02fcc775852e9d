import Type, { type Static } from 'typebox';
import { DATASETS } from '../reports/query.ts';
import { Behind } from './behind.ts';
import { Id, json, List, Nullable, OneOf, page } from './lists.ts';
import { route, strict } from './route.ts';

/** A visit, a task, an event, a contact: one of those that a figure counts. */
export const ReportRow = strict({
  /** Of the task or contact; a number of the visit or event. */
  id: Type.String(),
  /** Whose it is. `title` is null where the reader may not read it. */
  record: strict({ id: Id, number: Type.Integer(), title: Nullable(Type.String()) }),
  /** By the columns' keys; what is not known is absent. */
  values: Type.Record(Type.String(), Type.Unknown()),
});
export type ReportRow = Static<typeof ReportRow>;

export const reportRowRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/report-rows',
    summary:
      'What a figure of visits, tasks, events or contacts counts, one by one: as many as it says, the latest first',
    query: {
      behind: json(Behind),
      ...page,
      /** `exact` adds `total`. */
      count: Type.Optional(OneOf(['exact'])),
    },
    answer: strict({
      ...List(ReportRow).properties,
      dataset: OneOf(DATASETS),
      columns: Type.Array(strict({ key: Type.String(), kind: Type.String() })),
      /** What people and rules among the values are called, by id. */
      names: Type.Record(Type.String(), Type.String()),
      total: Type.Optional(Type.Integer()),
    }),
  }),
};
