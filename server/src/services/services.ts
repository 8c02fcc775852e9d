import type { Type } from '@nestjs/common';
import { BuiltinPackages } from '../connectors/builtin-packages.ts';
import { FileStorage } from '../connectors/file-storage.ts';
import { HttpOut } from '../connectors/http-out.ts';
import { Mail } from '../connectors/mail.ts';
import { Pictures } from '../connectors/pictures.ts';
import { ApiTokenService } from './api-tokens.ts';
import { ApprovalEffects } from './approval-effects.ts';
import { ApprovalLeavers } from './approval-leavers.ts';
import { ApprovalReminders } from './approval-reminders.ts';
import { ApprovalService } from './approvals.ts';
import { AuditService } from './audit.ts';
import { AuthService } from './auth.ts';
import { BackgroundTurns } from './background-turns.ts';
import { BoardService } from './board.ts';
import { BoardCards } from './board-cards.ts';
import { BoardLaneService } from './board-lanes.ts';
import { BpmnService } from './bpmn.ts';
import { BulkChange } from './bulk/change.ts';
import { BulkDecisions } from './bulk/decide.ts';
import { BulkPerformer } from './bulk/performer.ts';
import { BulkUndo } from './bulk/undo.ts';
import { BulkService } from './bulk.ts';
import { CallerService } from './callers.ts';
import { CommentEffects } from './comment-effects.ts';
import { CommentService } from './comments.ts';
import { ContactService } from './contacts.ts';
import { DefinitionConversion } from './definitions/conversion.ts';
import { ConversionBatches } from './definitions/conversion-batches.ts';
import { ConversionJobs } from './definitions/conversion-jobs.ts';
import { RecordConverter } from './definitions/converter.ts';
import { DraftService } from './definitions/drafts.ts';
import { DefinitionEffects } from './definitions/effects.ts';
import { DefinitionPlans } from './definitions/plans.ts';
import { DesignPresenceService } from './definitions/presence.ts';
import { PublishService } from './definitions/publish.ts';
import { DefinitionReferences } from './definitions/references.ts';
import { SetAsideService } from './definitions/set-aside.ts';
import { TypeTrashService } from './definitions/trash.ts';
import { RecordKeys } from './duplicates/record-keys.ts';
import { DuplicateService } from './duplicates.ts';
import { EmailService } from './emails.ts';
import { EmailFiles } from './emails-files.ts';
import { EmailSender } from './emails-send.ts';
import { EntityTypeService } from './entity-types.ts';
import { ExportService } from './exports.ts';
import { FileAccess } from './file-access.ts';
import { FileService } from './files.ts';
import { FollowRelay } from './follow-relay.ts';
import { FollowService } from './follows.ts';
import { IdempotencyService } from './idempotency.ts';
import { ImportBatches } from './imports/batches.ts';
import { HistoryImporter } from './imports/history.ts';
import { HistoryDecisions } from './imports/history-decide.ts';
import { HistoryKeeper } from './imports/history-keep.ts';
import { Importer } from './imports/importer.ts';
import { ImportKeeper } from './imports/keep.ts';
import { ImportLookalikes } from './imports/lookalikes.ts';
import { ImportMatchAhead } from './imports/match-ahead.ts';
import { ImportMatches } from './imports/matches.ts';
import { ImportNewcomers } from './imports/newcomers.ts';
import { OverlappingBatches } from './imports/overlap.ts';
import { ImportPostponed } from './imports/postponed.ts';
import { ImportPreparation } from './imports/prepare.ts';
import { ImportSession } from './imports/session.ts';
import { ImportUniqueness } from './imports/unique.ts';
import { ImportService } from './imports.ts';
import { JobService } from './jobs.ts';
import { JobLeases } from './jobs-lease.ts';
import { Letters } from './letters.ts';
import { LinkService } from './links.ts';
import { MergeService } from './merges.ts';
import { NormWarnings } from './norm-warnings.ts';
import { NoticeReaders } from './notice-readers.ts';
import { NotificationEmails } from './notification-emails.ts';
import { NotificationSettingsService } from './notification-settings.ts';
import { NotificationService } from './notifications.ts';
import { OrganizationService } from './organization.ts';
import { PackageSamples } from './package-samples.ts';
import { PackageParts } from './packages/all-parts.ts';
import { PackageExport } from './packages/export.ts';
import { PackagePeople } from './packages/people.ts';
import { PackagePlanner } from './packages/plan.ts';
import { PackageReports } from './packages/reports.ts';
import { PackageRoles } from './packages/roles.ts';
import { PackageRules } from './packages/rules.ts';
import { PackageTypes, PackageTypeWriter } from './packages/types.ts';
import { PackageViews } from './packages/views.ts';
import { PackageService } from './packages.ts';
import { PeopleAtWork } from './people-at-work.ts';
import { PeopleChecks } from './people-checks.ts';
import { ProfileService } from './profile.ts';
import { RateLimitService } from './rate-limits.ts';
import { RecordService } from './records.ts';
import { RecordContexts } from './records-context.ts';
import { RecordDecisions } from './records-decide.ts';
import { RecordDuplicates } from './records-duplicates.ts';
import { RecordListService } from './records-list.ts';
import { RecordPlacement } from './records-placement.ts';
import { RecordPresenter } from './records-present.ts';
import { RecordWriter } from './records-write.ts';
import { ReportAnswers } from './reports/answers.ts';
import { ReportCohorts } from './reports/cohorts.ts';
import { DashboardService } from './reports/dashboards.ts';
import { DeviationService } from './reports/deviations.ts';
import { ReportExportService } from './reports/export.ts';
import { FlowService } from './reports/flow.ts';
import { ForecastService } from './reports/forecast.ts';
import { PastForecasts } from './reports/forecast-past.ts';
import { FunnelReportService } from './reports/funnel.ts';
import { FunnelServices } from './reports/funnels.ts';
import { ReportLetterPages } from './reports/letters.ts';
import { ReportNames } from './reports/names.ts';
import { ReportPictures } from './reports/pictures.ts';
import { ReportRowsService } from './reports/rows.ts';
import { SavedReportService } from './reports/saved.ts';
import { ScheduledReports } from './reports/scheduled.ts';
import { ReportScheduleService } from './reports/schedules.ts';
import { ReportTables } from './reports/tables.ts';
import { TargetService } from './reports/targets.ts';
import { UnreachedReaders } from './reports/unreached.ts';
import { ReportLetterWriter, ReportMails } from './reports/write-letters.ts';
import { ReportService } from './reports.ts';
import { RoleService } from './roles.ts';
import { RuleRunService } from './rule-runs.ts';
import { ActionableRecords } from './rules/actionable-records.ts';
import { AnswerFields } from './rules/answer-fields.ts';
import { RuleAnswers } from './rules/answers.ts';
import { ButtonService } from './rules/buttons.ts';
import { RuleCalls } from './rules/calls.ts';
import { RuleConditions } from './rules/conditions.ts';
import { effectPerformers } from './rules/effects/performers.ts';
import { RuleEffects } from './rules/effects.ts';
import { RuleExplainer } from './rules/explain.ts';
import { RuleFailures } from './rules/failures.ts';
import { RuleHealth } from './rules/health.ts';
import { RuleMatches } from './rules/matches.ts';
import { ParkedSteps } from './rules/parked.ts';
import { RulePlans } from './rules/plans.ts';
import { RulePresenter } from './rules/present.ts';
import { EffectPreviews } from './rules/preview.ts';
import { RuleRechecks } from './rules/rechecks.ts';
import { RuleReferences } from './rules/references.ts';
import { RuleRehearsal } from './rules/rehearse.ts';
import { RuleReplays } from './rules/replay.ts';
import { RulePast } from './rules/replay-past.ts';
import { RuleReplayer } from './rules/replayer.ts';
import { RuleRunner } from './rules/runner.ts';
import { RuleSteps } from './rules/steps.ts';
import { DateRules } from './rules/time/dates.ts';
import { TimeRuns } from './rules/time/fire.ts';
import { TimeRules } from './rules/time/follow.ts';
import { IdleRules } from './rules/time/idle.ts';
import { TimeIndexes } from './rules/time/indexes.ts';
import { TimePages } from './rules/time/pages.ts';
import { ScheduleRules } from './rules/time/schedules.ts';
import { StepsTogether } from './rules/together.ts';
import { RuleTrial } from './rules/trial.ts';
import { RuleValuesSeen } from './rules/values-seen.ts';
import { RuleWaits } from './rules/waits.ts';
import { RuleTimes } from './rules/when-due.ts';
import { RuleService } from './rules.ts';
import { SearchService } from './search.ts';
import { SetupService } from './setup.ts';
import { StageNorms } from './stage-norms.ts';
import { StreamService } from './stream.ts';
import { StreamFilter } from './stream-filter.ts';
import { TaskEffects } from './task-effects.ts';
import { TaskReminders } from './task-reminders.ts';
import { TaskService } from './tasks.ts';
import { OverdueTasks } from './tasks-overdue.ts';
import { TeamPeople, TeamService } from './teams.ts';
import { TimelineService } from './timeline.ts';
import { UserService } from './users.ts';
import { ViewService } from './views.ts';
import { VisibleRecords } from './visible-records.ts';

/** Every service, one line each. */
export const services: Type<object>[] = [
  ActionableRecords,
  AnswerFields,
  ApiTokenService,
  ApprovalEffects,
  ApprovalLeavers,
  ApprovalReminders,
  ApprovalService,
  AuditService,
  AuthService,
  BackgroundTurns,
  PeopleAtWork,
  BoardCards,
  BoardLaneService,
  BoardService,
  BuiltinPackages,
  BpmnService,
  BulkChange,
  BulkDecisions,
  BulkPerformer,
  BulkService,
  BulkUndo,
  ButtonService,
  CallerService,
  CommentEffects,
  CommentService,
  ContactService,
  ConversionBatches,
  ConversionJobs,
  DashboardService,
  DateRules,
  DefinitionConversion,
  DefinitionEffects,
  DefinitionPlans,
  DefinitionReferences,
  DesignPresenceService,
  DraftService,
  EffectPreviews,
  EmailFiles,
  EmailSender,
  EmailService,
  EntityTypeService,
  ExportService,
  FileAccess,
  FileService,
  FileStorage,
  DeviationService,
  FunnelServices,
  FunnelReportService,
  ReportTables,
  ReportLetterPages,
  ReportLetterWriter,
  ReportMails,
  ReportPictures,
  ReportScheduleService,
  ScheduledReports,
  UnreachedReaders,
  PastForecasts,
  ReportNames,
  ReportRowsService,
  FlowService,
  FollowRelay,
  FollowService,
  ForecastService,
  TargetService,
  HistoryDecisions,
  HistoryImporter,
  HistoryKeeper,
  HttpOut,
  IdempotencyService,
  IdleRules,
  ImportBatches,
  Importer,
  ImportKeeper,
  ImportLookalikes,
  ImportMatchAhead,
  ImportMatches,
  ImportNewcomers,
  ImportPostponed,
  OverlappingBatches,
  ImportPreparation,
  ImportService,
  ImportSession,
  ImportUniqueness,
  JobLeases,
  JobService,
  LinkService,
  Pictures,
  Mail,
  Letters,
  NormWarnings,
  StageNorms,
  NoticeReaders,
  NotificationEmails,
  NotificationService,
  NotificationSettingsService,
  OrganizationService,
  OverdueTasks,
  PackageSamples,
  PackageExport,
  PackageParts,
  PackagePeople,
  PackagePlanner,
  PackageReports,
  PackageRoles,
  PackageRules,
  PackageService,
  PackageTypes,
  PackageTypeWriter,
  PackageViews,
  ParkedSteps,
  PeopleChecks,
  ProfileService,
  PublishService,
  RateLimitService,
  DuplicateService,
  RecordKeys,
  MergeService,
  RecordContexts,
  RecordConverter,
  RecordDecisions,
  RecordDuplicates,
  RecordListService,
  RecordPlacement,
  RecordPresenter,
  RecordService,
  RecordWriter,
  ReportAnswers,
  ReportCohorts,
  ReportExportService,
  ReportService,
  RoleService,
  RuleAnswers,
  RuleCalls,
  RuleConditions,
  RuleEffects,
  RuleExplainer,
  RuleFailures,
  RuleHealth,
  RuleMatches,
  RulePast,
  RulePlans,
  RulePresenter,
  RuleRechecks,
  RuleReferences,
  RuleRehearsal,
  RuleReplayer,
  RuleReplays,
  RuleRunner,
  RuleRunService,
  RuleService,
  RuleSteps,
  RuleTimes,
  RuleTrial,
  RuleValuesSeen,
  RuleWaits,
  SavedReportService,
  ScheduleRules,
  StepsTogether,
  SearchService,
  SetAsideService,
  SetupService,
  StreamFilter,
  StreamService,
  TaskEffects,
  TaskReminders,
  TaskService,
  TeamPeople,
  TeamService,
  TimeIndexes,
  TimelineService,
  TimePages,
  TimeRules,
  TimeRuns,
  TypeTrashService,
  UserService,
  ViewService,
  VisibleRecords,
  ...effectPerformers,
];
