import type { Provider, Type } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ApiTokensController } from './api-tokens.ts';
import { ApprovalsController } from './approvals.ts';
import { AuditController } from './audit.ts';
import { AuthController } from './auth.ts';
import { AuthGuard } from './auth-guard.ts';
import { BoardController } from './board.ts';
import { BpmnController } from './bpmn.ts';
import { BulkController } from './bulk.ts';
import { ButtonsController } from './buttons.ts';
import { CommentsController } from './comments.ts';
import { ContactsController } from './contacts.ts';
import { DashboardsController } from './dashboards.ts';
import { DesignPresenceController } from './design-presence.ts';
import { DocsController } from './docs.ts';
import { DuplicatesController } from './duplicates.ts';
import { EmailsController } from './emails.ts';
import { EntityTypesController } from './entity-types.ts';
import { ExportsController } from './exports.ts';
import { FilesController } from './files.ts';
import { FollowsController } from './follows.ts';
import { ForecastController } from './forecast.ts';
import { IdempotencyGuard } from './idempotency-guard.ts';
import { ImportsController } from './imports.ts';
import { JobsController } from './jobs.ts';
import { LinksController } from './links.ts';
import { NotificationSettingsController } from './notification-settings.ts';
import { NotificationsController } from './notifications.ts';
import { OrganizationController } from './organization.ts';
import { PackagesController } from './packages.ts';
import { ProblemFilter } from './problem-filter.ts';
import { RecordsController } from './records.ts';
import { ReportExportsController } from './report-exports.ts';
import { ReportRowsController } from './report-rows.ts';
import { ReportSchedulesController } from './report-schedules.ts';
import { ReportsController } from './reports.ts';
import { RolesController } from './roles.ts';
import { RuleRunsController } from './rule-runs.ts';
import { RulesController } from './rules.ts';
import { SavedReportsController } from './saved-reports.ts';
import { SearchController } from './search.ts';
import { StreamController } from './stream.ts';
import { TasksController } from './tasks.ts';
import { TeamsController } from './teams.ts';
import { TimelineController } from './timeline.ts';
import { UsersController } from './users.ts';
import { ViewsController } from './views.ts';

/** Every controller, one line each. */
export const controllers: Type<object>[] = [
  ApiTokensController,
  ApprovalsController,
  AuditController,
  AuthController,
  BoardController,
  BpmnController,
  BulkController,
  ButtonsController,
  CommentsController,
  ContactsController,
  DashboardsController,
  DocsController,
  DuplicatesController,
  EmailsController,
  DesignPresenceController,
  EntityTypesController,
  ExportsController,
  FilesController,
  FollowsController,
  ForecastController,
  ImportsController,
  JobsController,
  LinksController,
  NotificationSettingsController,
  NotificationsController,
  OrganizationController,
  PackagesController,
  RecordsController,
  ReportsController,
  RolesController,
  RuleRunsController,
  RulesController,
  ReportExportsController,
  ReportRowsController,
  ReportSchedulesController,
  SavedReportsController,
  SearchController,
  StreamController,
  TasksController,
  TeamsController,
  TimelineController,
  UsersController,
  ViewsController,
];

/** Guards, in the order they are asked, and filters for all of them. No interceptor: each call would pay for it. */
export const httpProviders: Provider[] = [
  { provide: APP_GUARD, useClass: AuthGuard },
  { provide: APP_GUARD, useClass: IdempotencyGuard },
  { provide: APP_FILTER, useClass: ProblemFilter },
];
