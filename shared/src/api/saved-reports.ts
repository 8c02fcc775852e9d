import Type, { type Static } from 'typebox';
import { PICTURES } from '../reports/pictures.ts';
import { Changes, Id, Nullable, OneOf, Timestamp, Whole } from './lists.ts';
import { SHEETS } from './report-exports.ts';
import { Query, QueryAnswer } from './reports.ts';
import { route, strict } from './route.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
/** Keys of roles whose people see it, too. */
export const SharedRoles = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), {
  maxItems: 100,
  uniqueItems: true,
});

export const SavedReport = strict({
  id: Id,
  name: Type.String(),
  entityType: Type.String(),
  query: Query,
  picture: OneOf(PICTURES),
  roles: SharedRoles,
  ownerId: Nullable(Id),
  /** Whether the caller may change or remove it. */
  mayChange: Type.Boolean(),
  /** The query asks for what is no longer there: only who may change it still sees it. */
  broken: Type.Boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type SavedReport = Static<typeof SavedReport>;

export const NewReport = strict({
  name: Name,
  query: Query,
  picture: Type.Optional(OneOf(PICTURES)),
  roles: Type.Optional(SharedRoles),
});
export type NewReport = Static<typeof NewReport>;
const ReportChanges = Changes(NewReport);
export type ReportChanges = Static<typeof ReportChanges>;

const params = { id: Id };

export const savedReportRoutes = {
  list: route({
    method: 'GET',
    path: '/reports',
    summary: "Saved reports: one's own and those shared with one's roles, by name",
    query: { entityType: Type.Optional(Type.String({ minLength: 1, maxLength: 63 })) },
    answer: Whole(SavedReport),
  }),
  create: route({
    method: 'POST',
    path: '/reports',
    summary: 'Save a report under a name',
    body: NewReport,
    answer: SavedReport,
    status: 201,
  }),
  get: route({ method: 'GET', path: '/reports/:id', summary: 'One saved report', params, answer: SavedReport }),
  update: route({
    method: 'PATCH',
    path: '/reports/:id',
    summary: 'Change a report: its owner, or an administrator',
    params,
    body: ReportChanges,
    answer: SavedReport,
  }),
  remove: route({ method: 'DELETE', path: '/reports/:id', summary: 'Remove a report', params }),
  result: route({
    method: 'GET',
    path: '/reports/:id/result',
    summary: 'What a saved report says to the caller: each reader sees their own records counted',
    params,
    answer: QueryAnswer,
  }),
  export: route({
    method: 'GET',
    path: '/reports/:id/export',
    summary: 'The same as a spreadsheet',
    params,
    query: { format: Type.Optional(OneOf(SHEETS)) },
    produces: 'text/csv',
  }),
};
