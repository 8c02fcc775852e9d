import Type, { type Static } from 'typebox';
import { Changes, Id, Nullable, OneOf, Timestamp } from './lists.ts';
import { ConditionSchema, Sort } from './records.ts';
import { route, strict } from './route.ts';

const shown = {
  filter: Type.Optional(Nullable(ConditionSchema)),
  sort: Type.Optional(Nullable(Sort)),
  columns: Type.Optional(Nullable(Type.Array(Type.String({ minLength: 1, maxLength: 200 }), { maxItems: 500 }))),
  /** How it is shown: `table`, `board` … */
  display: Type.Optional(Nullable(OneOf(['table', 'board', 'calendar', 'workload']))),
  /** Of a board: a field key or `$owner` to lay lanes by. */
  groupBy: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
};
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

export const View = strict({
  id: Id,
  entityType: Type.String(),
  name: Type.String(),
  ownerId: Nullable(Id),
  shared: Type.Boolean(),
  ...shown,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type View = Static<typeof View>;

export const NewView = strict({ name: Name, shared: Type.Optional(Type.Boolean()), ...shown });
export type NewView = Static<typeof NewView>;

export const ViewChanges = Changes(NewView);
export type ViewChanges = Static<typeof ViewChanges>;

export const viewRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/views',
    summary: "Saved views: one's own and shared ones, by name",
    answer: strict({ items: Type.Array(View) }),
  }),
  create: route({
    method: 'POST',
    path: '/entity-types/:key/views',
    summary: 'Save a filter, its order and columns under a name',
    body: NewView,
    answer: View,
    status: 201,
  }),
  update: route({
    method: 'PATCH',
    path: '/views/:id',
    summary: 'Change a view: its owner, or an administrator where it is shared',
    params: { id: Id },
    body: ViewChanges,
    answer: View,
  }),
  remove: route({ method: 'DELETE', path: '/views/:id', summary: 'Remove a view', params: { id: Id } }),
};
