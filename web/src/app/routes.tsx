import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { recordsSearch } from '../conditions/records-search.ts';
import { entityTypesQuery } from '../data/entity-types.ts';
import { isProblem } from '../data/problem.ts';
import { meQuery, setupQuery } from '../data/session.ts';
import { viewsQuery } from '../data/views.ts';
import { type Part, partOf } from '../screens/builder/parts.ts';
import type { ReportSearch } from '../screens/reports/report-controls.tsx';
import {
  analysisSearch,
  dashboardSearch,
  forecastSearch,
  funnelReportSearch,
  newRuleSearch,
  ownPath,
  reportSearch,
  rowsSearch,
  ruleView,
  runsSearch,
  tasksSearch,
  text,
} from './addresses.ts';
import { fetchedScreen } from './fetched-screen.ts';
import { rememberSignedIn } from './first-shape.ts';

const root = createRootRouteWithContext<{ queryClient: QueryClient }>()({ component: Outlet });

const login = createRoute({
  getParentRoute: () => root,
  path: '/login',
  validateSearch: (search: Record<string, unknown>): { to?: string } => ({ to: ownPath(search.to) }),
  component: fetchedScreen(() => import('../screens/login/login.tsx'), 'Login'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  component: fetchedScreen(() => import('../screens/setup/setup.tsx'), 'Setup'),
});

/** Everything behind signing in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: fetchedScreen(() => import('./shell.tsx'), 'Shell'),
  beforeLoad: async ({ context, location }) => {
    try {
      await context.queryClient.ensureQueryData(meQuery);
      rememberSignedIn(true);
    } catch (error) {
      if (!isProblem(error, 'unauthenticated')) throw error;
      rememberSignedIn(false);
      const { needed } = await context.queryClient.ensureQueryData(setupQuery);
      throw needed ? redirect({ to: '/setup' }) : redirect({ to: '/login', search: { to: location.href } });
    }
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: fetchedScreen(() => import('../screens/home/home.tsx'), 'Home'),
});

const tasks = createRoute({
  getParentRoute: () => signedIn,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: fetchedScreen(() => import('../screens/tasks/tasks.tsx'), 'Tasks'),
});

const runs = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs',
  validateSearch: runsSearch,
  component: fetchedScreen(() => import('../screens/runs/runs.tsx'), 'Runs'),
});

const run = createRoute({
  getParentRoute: () => signedIn,
  path: '/runs/$runId',
  component: fetchedScreen(() => import('../screens/runs/run-screen.tsx'), 'RunScreen'),
});

const approvals = createRoute({
  getParentRoute: () => signedIn,
  path: '/approvals',
  component: fetchedScreen(() => import('../screens/approvals/approvals.tsx'), 'Approvals'),
});

const emails = createRoute({
  getParentRoute: () => signedIn,
  path: '/emails',
  component: fetchedScreen(() => import('../screens/emails/emails.tsx'), 'Emails'),
});

const people = createRoute({
  getParentRoute: () => signedIn,
  path: '/people',
  component: fetchedScreen(() => import('../screens/people/people.tsx'), 'People'),
});

const settings = createRoute({
  getParentRoute: () => signedIn,
  path: '/settings',
  validateSearch: (search: Record<string, unknown>): { tab?: string } => ({ tab: text(search.tab) }),
  component: fetchedScreen(() => import('../screens/settings/settings.tsx'), 'Settings'),
});

const dashboards = createRoute({
  getParentRoute: () => signedIn,
  path: '/dashboards',
  validateSearch: dashboardSearch,
  component: fetchedScreen(() => import('../screens/reports/dashboards.tsx'), 'Dashboards'),
});

const notifications = createRoute({
  getParentRoute: () => signedIn,
  path: '/notifications',
  component: fetchedScreen(() => import('../screens/notifications/notifications.tsx'), 'Notifications'),
});

const gallery = createRoute({
  getParentRoute: () => signedIn,
  path: '/gallery',
  validateSearch: (search: Record<string, unknown>): { new?: true } => (search.new ? { new: true } : {}),
  component: fetchedScreen(() => import('../screens/gallery/gallery.tsx'), 'Gallery'),
});

/** A process comes in as a file; `into`: the type whose draft a diagram adds to. */
const importProcess = createRoute({
  getParentRoute: () => signedIn,
  path: '/gallery/import',
  validateSearch: (search: Record<string, unknown>): { into?: string } => ({ into: text(search.into) }),
  component: fetchedScreen(() => import('../screens/packages/import-process.tsx'), 'ImportProcess'),
});

/** One process: its heading and tabs around the screen chosen. */
const process = createRoute({
  getParentRoute: () => signedIn,
  path: '/p/$entityType',
  component: fetchedScreen(() => import('./process.tsx'), 'Process'),
  loader: ({ context, params }) => {
    void context.queryClient.prefetchQuery(entityTypesQuery);
    void context.queryClient.prefetchQuery(viewsQuery(params.entityType));
  },
});

const board = createRoute({
  getParentRoute: () => process,
  path: '/',
  validateSearch: recordsSearch,
  component: fetchedScreen(() => import('../screens/board/board.tsx'), 'BoardScreen'),
});

/** Where people look for the board who know the table's address. */
const boardByName = createRoute({
  getParentRoute: () => process,
  path: '/board',
  validateSearch: recordsSearch,
  beforeLoad: ({ params, search }) => {
    throw redirect({ to: '/p/$entityType', params, search, replace: true });
  },
});

const table = createRoute({
  getParentRoute: () => process,
  path: '/table',
  validateSearch: recordsSearch,
  component: fetchedScreen(() => import('../screens/table/table.tsx'), 'TableScreen'),
});

const calendar = createRoute({
  getParentRoute: () => process,
  path: '/calendar',
  validateSearch: recordsSearch,
  component: fetchedScreen(() => import('../screens/calendar/calendar.tsx'), 'CalendarScreen'),
});

/** Who has how much where, now. */
const load = createRoute({
  getParentRoute: () => process,
  path: '/workload',
  validateSearch: recordsSearch,
  component: fetchedScreen(() => import('../screens/workload-board/workload-board.tsx'), 'WorkloadScreen'),
});

/** A record alone. From a board it opens as `?card=` over the board, masked with this address. */
const card = createRoute({
  getParentRoute: () => process,
  path: '/records/$number',
  component: fetchedScreen(() => import('../screens/card/card-screen.tsx'), 'CardScreen'),
});

const importing = createRoute({
  getParentRoute: () => process,
  path: '/import',
  validateSearch: (search: Record<string, unknown>): { job?: string } => ({ job: text(search.job) }),
  component: fetchedScreen(() => import('../screens/import/import.tsx'), 'ImportScreen'),
});

const duplicates = createRoute({
  getParentRoute: () => process,
  path: '/duplicates',
  component: fetchedScreen(() => import('../screens/duplicates/duplicates.tsx'), 'DuplicatesScreen'),
});

/** Two records, by their numbers, to be made one. */
const merge = createRoute({
  getParentRoute: () => process,
  path: '/merge',
  validateSearch: (search: Record<string, unknown>): { one?: number; other?: number } => ({
    one: typeof search.one === 'number' ? search.one : undefined,
    other: typeof search.other === 'number' ? search.other : undefined,
  }),
  component: fetchedScreen(() => import('../screens/duplicates/merge.tsx'), 'MergeScreen'),
});

const trash = createRoute({
  getParentRoute: () => process,
  path: '/trash',
  component: fetchedScreen(() => import('../screens/table/trash/trash.tsx'), 'TrashScreen'),
});

/** The reports of a process, each with its own address. */
const reports = createRoute({
  getParentRoute: () => process,
  path: '/reports',
  component: fetchedScreen(() => import('../screens/reports/reports.tsx'), 'Reports'),
});

const funnelReport = createRoute({
  getParentRoute: () => reports,
  path: '/funnel',
  validateSearch: funnelReportSearch,
  component: fetchedScreen(() => import('../screens/reports/funnel-report.tsx'), 'FunnelReport'),
});

const flow = createRoute({
  getParentRoute: () => reports,
  path: '/flow',
  validateSearch: reportSearch,
  component: fetchedScreen(() => import('../screens/reports/flow.tsx'), 'Flow'),
});

const norms = createRoute({
  getParentRoute: () => reports,
  path: '/norms',
  validateSearch: reportSearch,
  component: fetchedScreen(() => import('../screens/reports/norms.tsx'), 'Norms'),
});

const forecast = createRoute({
  getParentRoute: () => reports,
  path: '/forecast',
  validateSearch: forecastSearch,
  component: fetchedScreen(() => import('../screens/reports/forecast.tsx'), 'Forecast'),
});

const outcomes = createRoute({
  getParentRoute: () => reports,
  path: '/outcomes',
  validateSearch: (search: Record<string, unknown>): ReportSearch & { by?: string } => ({
    ...reportSearch(search),
    by: text(search.by),
  }),
  component: fetchedScreen(() => import('../screens/reports/wins-losses.tsx'), 'WinsLosses'),
});

const workload = createRoute({
  getParentRoute: () => reports,
  path: '/workload',
  validateSearch: reportSearch,
  component: fetchedScreen(() => import('../screens/reports/workload.tsx'), 'Workload'),
});

const analysis = createRoute({
  getParentRoute: () => reports,
  path: '/query',
  validateSearch: analysisSearch,
  component: fetchedScreen(() => import('../screens/reports/analysis.tsx'), 'Analysis'),
});

/** What a figure counts, one by one, where that is not records. */
const reportRows = createRoute({
  getParentRoute: () => reports,
  path: '/rows',
  validateSearch: rowsSearch,
  component: fetchedScreen(() => import('../screens/reports/rows.tsx'), 'ReportRows'),
});

const rules = createRoute({
  getParentRoute: () => process,
  path: '/rules',
  component: fetchedScreen(() => import('../screens/rules/rules.tsx'), 'Rules'),
});

const rule = createRoute({
  getParentRoute: () => process,
  path: '/rules/$ruleKey',
  validateSearch: (search: Record<string, unknown>): { view?: 'canvas' | 'list'; run?: string } => ({
    view: ruleView(search.view),
    run: text(search.run),
  }),
  component: fetchedScreen(() => import('../screens/rules/rule-screen.tsx'), 'RuleScreen'),
});

/** Beside the rules, since any name may be a rule's key. */
const newRule = createRoute({
  getParentRoute: () => process,
  path: '/new-rule',
  validateSearch: newRuleSearch,
  component: fetchedScreen(() => import('../screens/rules/rule-screen.tsx'), 'NewRuleScreen'),
});

const funnel = createRoute({
  getParentRoute: () => process,
  path: '/funnel',
  component: fetchedScreen(() => import('../screens/funnel/funnel.tsx'), 'FunnelScreen'),
});

const builder = createRoute({
  getParentRoute: () => process,
  path: '/design',
  validateSearch: (search: Record<string, unknown>): { part?: Part } => ({ part: partOf(search.part) }),
  component: fetchedScreen(() => import('./design.tsx'), 'Design'),
});

export const routeTree = root.addChildren([
  login,
  setup,
  signedIn.addChildren([
    home,
    tasks,
    runs,
    run,
    approvals,
    emails,
    people,
    settings,
    notifications,
    dashboards,
    gallery,
    importProcess,
    process.addChildren([
      board,
      boardByName,
      table,
      calendar,
      load,
      card,
      importing,
      duplicates,
      merge,
      trash,
      reports.addChildren([funnelReport, flow, norms, forecast, outcomes, workload, analysis, reportRows]),
      rules,
      rule,
      newRule,
      funnel,
      builder,
    ]),
  ]),
]);
