import { apiTokenRoutes } from './api-tokens.ts';
import { approvalRoutes } from './approvals.ts';
import { auditRoutes } from './audit.ts';
import { authRoutes } from './auth.ts';
import { boardRoutes } from './board.ts';
import { bpmnRoutes } from './bpmn.ts';
import { bulkRoutes } from './bulk.ts';
import { buttonRoutes } from './buttons.ts';
import { commentRoutes } from './comments.ts';
import { contactRoutes } from './contacts.ts';
import { dashboardRoutes } from './dashboards.ts';
import { designPresenceRoutes } from './design-presence.ts';
import { duplicateRoutes } from './duplicates.ts';
import { emailRoutes } from './emails.ts';
import { entityTypeRoutes } from './entity-types.ts';
import { exportRoutes } from './exports.ts';
import { fileRoutes } from './files.ts';
import { followRoutes } from './follows.ts';
import { forecastRoutes } from './forecast.ts';
import { importRoutes } from './imports.ts';
import { jobRoutes } from './jobs.ts';
import { linkRoutes } from './links.ts';
import { notificationSettingsRoutes } from './notification-settings.ts';
import { notificationRoutes } from './notifications.ts';
import { organizationRoutes } from './organization.ts';
import { packageRoutes } from './packages.ts';
import { recordRoutes } from './records.ts';
import { reportExportRoutes } from './report-exports.ts';
import { reportRowRoutes } from './report-rows.ts';
import { reportScheduleRoutes } from './report-schedules.ts';
import { reportRoutes } from './reports.ts';
import { roleRoutes } from './roles.ts';
import type { Route } from './route.ts';
import { ruleRunRoutes } from './rule-runs.ts';
import { ruleRoutes } from './rules.ts';
import { savedReportRoutes } from './saved-reports.ts';
import { searchRoutes } from './search.ts';
import { streamRoutes } from './stream.ts';
import { taskRoutes } from './tasks.ts';
import { teamRoutes } from './teams.ts';
import { timelineRoutes } from './timeline.ts';
import { userRoutes } from './users.ts';
import { viewRoutes } from './views.ts';
/** Every call of the API, by noun: `routes.tasks.list`. */
export const routes = {
  auth: authRoutes,
  apiTokens: apiTokenRoutes,
  users: userRoutes,
  teams: teamRoutes,
  roles: roleRoutes,
  organization: organizationRoutes,
  designPresence: designPresenceRoutes,
  entityTypes: entityTypeRoutes,
  records: recordRoutes,
  board: boardRoutes,
  bulk: bulkRoutes,
  timeline: timelineRoutes,
  links: linkRoutes,
  duplicates: duplicateRoutes,
  search: searchRoutes,
  views: viewRoutes,
  exports: exportRoutes,
  imports: importRoutes,
  jobs: jobRoutes,
  rules: ruleRoutes,
  ruleRuns: ruleRunRoutes,
  forecast: forecastRoutes,
  savedReports: savedReportRoutes,
  dashboards: dashboardRoutes,
  reportExports: reportExportRoutes,
  reportRows: reportRowRoutes,
  reportSchedules: reportScheduleRoutes,
  reports: reportRoutes,
  packages: packageRoutes,
  bpmn: bpmnRoutes,
  audit: auditRoutes,
  tasks: taskRoutes,
  approvals: approvalRoutes,
  buttons: buttonRoutes,
  comments: commentRoutes,
  contacts: contactRoutes,
  follows: followRoutes,
  emails: emailRoutes,
  notifications: notificationRoutes,
  notificationSettings: notificationSettingsRoutes,
  files: fileRoutes,
  stream: streamRoutes,
};

/** The same, one after the other. */
export const allRoutes: readonly Route[] = Object.values(routes).flatMap((noun): Route[] => Object.values(noun));
