import type { Type } from '@nestjs/common';
import { ApiTokenStore } from './api-tokens.ts';
import { ApprovalStore } from './approvals.ts';
import { AssignTurnStore } from './assign-turns.ts';
import { AuditStore } from './audit.ts';
import { BoardStore } from './board.ts';
import { BoardLaneStore } from './board-lanes.ts';
import { BoardTaskStore } from './board-tasks.ts';
import { BulkStore } from './bulk.ts';
import { CallerStore } from './callers.ts';
import { ChangeStore } from './changes.ts';
import { CommentStore } from './comments.ts';
import { ContactStore } from './contacts.ts';
import { DashboardStore } from './dashboards.ts';
import { DesignPresenceStore } from './design-presence.ts';
import { DuplicateStore } from './duplicates.ts';
import { EmailStore } from './emails.ts';
import { EntityTypeStore } from './entity-types.ts';
import { EntityTypeCatalogue } from './entity-types-catalogue.ts';
import { EntityTypeDraftStore } from './entity-types-drafts.ts';
import { TypeRecordStore } from './entity-types-records.ts';
import { FileStore } from './files.ts';
import { FollowStore } from './follows.ts';
import { ForecastHistory } from './forecast-history.ts';
import { Forecasts } from './forecasts.ts';
import { FunnelDeviations } from './funnel-deviations.ts';
import { FunnelFlows } from './funnel-flow.ts';
import { FunnelReports } from './funnel-reports.ts';
import { IdempotencyKeyStore } from './idempotency-keys.ts';
import { ImportStore } from './imports.ts';
import { HistoryStore } from './imports-history.ts';
import { ImportNameStore } from './imports-names.ts';
import { JobStore } from './jobs.ts';
import { LinkStore } from './links.ts';
import { MergeStore } from './merges.ts';
import { NormWarningStore } from './norm-warnings.ts';
import { NotificationSettingsStore } from './notification-settings.ts';
import { NotificationStore } from './notifications.ts';
import { OrganizationStore } from './organization.ts';
import { PackageStore } from './packages.ts';
import { PackedChunkStore } from './packed-chunks.ts';
import { PackedRecords } from './packed-records.ts';
import { PackedRenewal } from './packed-renewal.ts';
import { RateLimitStore } from './rate-limits.ts';
import { RecordEventStore } from './record-events.ts';
import { RecordHistoryStore } from './record-history.ts';
import { RecordKeyStore } from './record-keys.ts';
import { RecordStore } from './records.ts';
import { StageHolds } from './records-holds.ts';
import { RecordListStore } from './records-list.ts';
import { RecordLookup } from './records-lookup.ts';
import { OpenRecords } from './records-open.ts';
import { RecordPlaces } from './records-place.ts';
import { ReportQueries } from './report-queries.ts';
import { ReportRows } from './report-rows.ts';
import { ReportScheduleStore } from './report-schedules.ts';
import { RoleStore } from './roles.ts';
import { RuleCallStore } from './rule-calls.ts';
import { RuleIndexStore } from './rule-indexes.ts';
import { RuleLaneStore } from './rule-lanes.ts';
import { RulePreviewStore } from './rule-previews.ts';
import { RuleRecheckStore } from './rule-rechecks.ts';
import { RuleReplayStore } from './rule-replays.ts';
import { RuleRunStore } from './rule-runs.ts';
import { RuleWaitStore } from './rule-waits.ts';
import { RuleStore } from './rules.ts';
import { RuleHealthStore } from './rules-health.ts';
import { RulesInForceStore } from './rules-in-force.ts';
import { SavedReportStore } from './saved-reports.ts';
import { SearchStore } from './search.ts';
import { SessionStore } from './sessions.ts';
import { TargetStore } from './targets.ts';
import { TaskReminderStore } from './task-reminders.ts';
import { TaskStore } from './tasks.ts';
import { OverdueTaskStore } from './tasks-overdue.ts';
import { TeamStore } from './teams.ts';
import { DateStore } from './time-dates.ts';
import { IdleStore } from './time-idle.ts';
import { TimeRuleStore } from './time-rules.ts';
import { TimelineStore } from './timeline.ts';
import { UserStore } from './users.ts';
import { ViewStore } from './views.ts';

/** Every store, one line each. */
export const stores: Type<object>[] = [
  ApiTokenStore,
  ApprovalStore,
  AssignTurnStore,
  AuditStore,
  BoardLaneStore,
  BoardTaskStore,
  BoardStore,
  BulkStore,
  CallerStore,
  ChangeStore,
  CommentStore,
  ContactStore,
  DashboardStore,
  DateStore,
  EmailStore,
  EntityTypeCatalogue,
  DesignPresenceStore,
  EntityTypeDraftStore,
  EntityTypeStore,
  FileStore,
  FollowStore,
  Forecasts,
  FunnelDeviations,
  FunnelFlows,
  FunnelReports,
  HistoryStore,
  IdempotencyKeyStore,
  IdleStore,
  ImportNameStore,
  ImportStore,
  JobStore,
  LinkStore,
  NormWarningStore,
  NotificationSettingsStore,
  DuplicateStore,
  RecordKeyStore,
  MergeStore,
  NotificationStore,
  OpenRecords,
  OrganizationStore,
  OverdueTaskStore,
  PackageStore,
  PackedChunkStore,
  PackedRecords,
  PackedRenewal,
  RateLimitStore,
  RecordEventStore,
  RecordHistoryStore,
  RecordListStore,
  RecordLookup,
  RecordPlaces,
  RecordStore,
  ReportQueries,
  ReportRows,
  RoleStore,
  RuleCallStore,
  RuleHealthStore,
  RuleIndexStore,
  RuleLaneStore,
  RulePreviewStore,
  RuleRecheckStore,
  RuleReplayStore,
  RuleRunStore,
  RulesInForceStore,
  RuleStore,
  RuleWaitStore,
  ReportScheduleStore,
  ForecastHistory,
  SavedReportStore,
  SearchStore,
  SessionStore,
  StageHolds,
  TargetStore,
  TaskReminderStore,
  TaskStore,
  TeamStore,
  TimelineStore,
  TimeRuleStore,
  TypeRecordStore,
  UserStore,
  ViewStore,
];
