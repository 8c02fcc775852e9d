import Type, { type Static } from 'typebox';
import { Changes, Id, Nullable, OneOf, Timestamp } from './lists.ts';
import { ConditionSchema, Sort } from './records.ts';
import { route, strict } from './route.ts';
import { SharedRoles } from './saved-reports.ts';

/** How records can be looked at. */
export const DISPLAYS = ['table', 'board', 'calendar', 'workload'] as const;
export type Display = (typeof DISPLAYS)[number];

const Key = Type.String({ minLength: 1, maxLength: 200 });
const Keys = Type.Array(Key, { maxItems: 500 });

const shown = {
  filter: Type.Optional(Nullable(ConditionSchema)),
  /** Text search, besides the filter. */
  q: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
  sort: Type.Optional(Nullable(Sort)),
  /** Of a table: fields from left to right. */
  columns: Type.Optional(Nullable(Keys)),
  /** Of a table: pixels by column. */
  widths: Type.Optional(Nullable(Type.Record(Key, Type.Integer({ minimum: 20, maximum: 2000 })))),
  /** Of a table: columns that stay in sight while the others scroll. */
  pinned: Type.Optional(Nullable(Keys)),
  /** How it is shown: `table`, `board` … */
  display: Type.Optional(Nullable(OneOf(DISPLAYS))),
  /** Of a board: which funnel. */
  funnel: Type.Optional(Nullable(Key)),
  /** Of a board: a field key or `$owner` to lay lanes by. */
  groupBy: Type.Optional(Nullable(Key)),
  /** Of a calendar: the date that records are laid by, and how much is seen at once. */
  dateField: Type.Optional(Nullable(Key)),
  span: Type.Optional(Nullable(OneOf(['month', 'week']))),
};
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });
const TeamIds = Type.Array(Id, { maxItems: 100, uniqueItems: true });

export const View = strict({
  id: Id,
  entityType: Type.String(),
  name: Type.String(),
  ownerId: Nullable(Id),
  /** Seen by everybody who may see the records. */
  shared: Type.Boolean(),
  /** Seen by these roles and teams besides its owner. */
  roles: SharedRoles,
  teamIds: TeamIds,
  /** Whether the caller may change or remove it. */
  mayChange: Type.Boolean(),
  ...shown,
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type View = Static<typeof View>;

export const NewView = strict({
  name: Name,
  shared: Type.Optional(Type.Boolean()),
  roles: Type.Optional(SharedRoles),
  teamIds: Type.Optional(TeamIds),
  ...shown,
});
export type NewView = Static<typeof NewView>;

export const ViewChanges = Changes(NewView);
export type ViewChanges = Static<typeof ViewChanges>;

/** For whom a view opens first: oneself, a role, a team, or everybody without a nearer one. */
const Whose = Type.Union([
  OneOf(['me', 'everyone']),
  strict({ role: Type.String({ minLength: 1, maxLength: 100 }) }),
  strict({ teamId: Id }),
]);
export type Whose = Static<typeof Whose>;

const ViewDefault = strict({ for: Whose, viewId: Id });
export type ViewDefault = Static<typeof ViewDefault>;

export const NewViewDefault = strict({
  for: Whose,
  /** Null: none any more. */
  viewId: Nullable(Id),
});
export type NewViewDefault = Static<typeof NewViewDefault>;

export const ViewList = strict({
  items: Type.Array(View),
  /** What opens first for the caller: their own choice, else their team's, their roles' or everybody's. */
  defaultId: Nullable(Id),
  /** The caller's own choice and those of groups. */
  defaults: Type.Array(ViewDefault),
  /** Whether the caller may choose for groups. */
  mayChoose: Type.Boolean(),
});
export type ViewList = Static<typeof ViewList>;

export const viewRoutes = {
  list: route({
    method: 'GET',
    path: '/entity-types/:key/views',
    summary: "Saved views: one's own and shared ones, by name, and which opens first",
    answer: ViewList,
  }),
  create: route({
    method: 'POST',
    path: '/entity-types/:key/views',
    summary: 'Save a filter, its order and columns under a name',
    body: NewView,
    answer: View,
    status: 201,
  }),
  choose: route({
    method: 'PUT',
    path: '/entity-types/:key/views/default',
    summary: 'Say which view opens first: for oneself, or, as a designer of the type, for a group',
    body: NewViewDefault,
    answer: ViewList,
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
