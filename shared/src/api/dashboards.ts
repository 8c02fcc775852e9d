import Type, { type Static } from 'typebox';
import { Changes, Id, Nullable, Timestamp, Whole } from './lists.ts';
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

export const Dashboard = strict({
  id: Id,
  name: Type.String(),
  widgets: Widgets,
  roles: SharedRoles,
  ownerId: Nullable(Id),
  /** Whether the caller may change or remove it. */
  mayChange: Type.Boolean(),
  createdAt: Timestamp,
  updatedAt: Timestamp,
});
export type Dashboard = Static<typeof Dashboard>;

const NewDashboard = strict({ name: Name, widgets: Type.Optional(Widgets), roles: Type.Optional(SharedRoles) });
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
