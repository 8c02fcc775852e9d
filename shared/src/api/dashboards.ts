import Type, { type Static } from 'typebox';
import type { ConditionGroup } from '../conditions/condition.ts';
import { PRESETS } from '../reports/periods.ts';
import { Changes, Id, Nullable, OneOf, Timestamp, Whole } from './lists.ts';
import { route, strict } from './route.ts';
import { SharedRoles } from './saved-reports.ts';

/** Cells of the grid that widgets stand in, across. */
const COLUMNS = 12;

export const Widget = strict({
  /** A saved report; one that is gone, or that a reader may not see, leaves its place empty. */
  report: Id,
  /** Place and size in cells. */
  x: Type.Integer({ minimum: 0, maximum: COLUMNS - 1 }),
  y: Type.Integer({ minimum: 0, maximum: 1000 }),
  w: Type.Integer({ minimum: 1, maximum: COLUMNS }),
  h: Type.Integer({ minimum: 1, maximum: 100 }),
});
export type Widget = Static<typeof Widget>;

const Widgets = Type.Array(Widget, { maxItems: 50 });
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' });

const Day = Type.String({ format: 'date' });
const TypeKey = Type.String({ minLength: 1, maxLength: 63 });

/** What narrows every report of a dashboard until a reader asks for something else. */
export const Question = strict({
  /** A period that moves with the days, in place of `from` and `to`. */
  period: Type.Optional(OneOf(PRESETS)),
  /** Days, both part of the range, in the organisation's zone. */
  from: Type.Optional(Day),
  to: Type.Optional(Day),
  /** Records of this person. */
  owner: Type.Optional(Id),
  /** Records of this team. */
  team: Type.Optional(Id),
  /** Conditions by the types whose records they are asked of. */
  filters: Type.Optional(Type.Record(TypeKey, Type.Unsafe<ConditionGroup>({ type: 'object' }))),
});

export const Dashboard = strict({
  id: Id,
  name: Type.String(),
  widgets: Widgets,
  question: Question,
  /** Types whose condition in the question asks for what the caller may not read: left out of what they are told. */
  unread: Type.Array(Type.String()),
  roles: SharedRoles,
  ownerId: Nullable(Id),
  /** Whether the caller may change or remove it. */
  mayChange: Type.Boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Dashboard = Static<typeof Dashboard>;

const NewDashboard = strict({
  name: Name,
  widgets: Type.Optional(Widgets),
  question: Type.Optional(Question),
  roles: Type.Optional(SharedRoles),
});
export type NewDashboard = Static<typeof NewDashboard>;
const DashboardChanges = Changes(NewDashboard);
export type DashboardChanges = Static<typeof DashboardChanges>;

const params = { id: Id };

export const dashboardRoutes = {
  list: route({
    method: 'GET',
    path: '/dashboards',
    summary: "Dashboards: one's own and those shared with one's roles, by name",
    answer: Whole(Dashboard),
  }),
  create: route({
    method: 'POST',
    path: '/dashboards',
    summary: 'Make a dashboard',
    body: NewDashboard,
    answer: Dashboard,
    status: 201,
  }),
  get: route({ method: 'GET', path: '/dashboards/:id', summary: 'One dashboard', params, answer: Dashboard }),
  update: route({
    method: 'PATCH',
    path: '/dashboards/:id',
    summary: 'Change a dashboard: its owner, or an administrator',
    params,
    body: DashboardChanges,
    answer: Dashboard,
  }),
  remove: route({ method: 'DELETE', path: '/dashboards/:id', summary: 'Remove a dashboard', params }),
};
