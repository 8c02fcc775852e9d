import { ApiTokenEntity } from './api-token.ts';
import { ApprovalEntity } from './approval.ts';
import { ApprovalPersonEntity } from './approval-person.ts';
import { AssignTurnEntity } from './assign-turn.ts';
import { AuditEntity } from './audit.ts';
import { BulkItemEntity } from './bulk-item.ts';
import { CommentEntity } from './comment.ts';
import { ContactEntity } from './contact.ts';
import { CursorEntity } from './cursor.ts';
import { DashboardEntity } from './dashboard.ts';
import { DesignPresenceEntity } from './design-presence.ts';
import { DuplicateKeyEntity } from './duplicate-key.ts';
import { DuplicateVerdictEntity } from './duplicate-verdict.ts';
import { EmailEntity } from './email.ts';
import { EntityTypeEntity } from './entity-type.ts';
import { EntityTypeDraftEntity } from './entity-type-draft.ts';
import { EntityTypeVersionEntity } from './entity-type-version.ts';
import { EventEntity } from './event.ts';
import { FileEntity } from './file.ts';
import { FollowEntity } from './follow.ts';
import { IdempotencyKeyEntity } from './idempotency-key.ts';
import { ImportVisitEntity } from './import-visit.ts';
import { JobEntity } from './job.ts';
import { JobFailureEntity } from './job-failure.ts';
import { NormWarningEntity } from './norm-warning.ts';
import { NotificationEntity } from './notification.ts';
import { NotificationSettingsEntity } from './notification-settings.ts';
import { OrganizationEntity } from './organization.ts';
import { PackageEntity } from './package.ts';
import { PackedChunkEntity } from './packed-chunk.ts';
import { PackedColumnEntity } from './packed-column.ts';
import { PackedTypeEntity } from './packed-type.ts';
import { RecordEntity } from './record.ts';
import { RecordLinkEntity } from './record-link.ts';
import { RecordMergeEntity } from './record-merge.ts';
import { ReportLetterEntity } from './report-letter.ts';
import { ReportScheduleEntity } from './report-schedule.ts';
import { RoleEntity } from './role.ts';
import { RuleEntity } from './rule.ts';
import { RuleClockEntity } from './rule-clock.ts';
import { RuleFailureEntity } from './rule-failure.ts';
import { RuleRecheckEntity } from './rule-recheck.ts';
import { RuleRunEntity } from './rule-run.ts';
import { RuleStepEntity } from './rule-step.ts';
import { RuleVersionEntity } from './rule-version.ts';
import { SavedReportEntity } from './saved-report.ts';
import { SessionEntity } from './session.ts';
import { StageVisitEntity } from './stage-visit.ts';
import { TargetEntity } from './target.ts';
import { TaskEntity } from './task.ts';
import { TeamEntity } from './team.ts';
import { UserEntity } from './user.ts';
import { ViewEntity } from './view.ts';
import { ViewDefaultEntity } from './view-default.ts';

/** Every entity, for the data source. */
export const entities: (new () => object)[] = [
  ApiTokenEntity,
  ApprovalEntity,
  ApprovalPersonEntity,
  AssignTurnEntity,
  AuditEntity,
  BulkItemEntity,
  CommentEntity,
  ContactEntity,
  CursorEntity,
  DashboardEntity,
  DuplicateKeyEntity,
  DuplicateVerdictEntity,
  EmailEntity,
  DesignPresenceEntity,
  EntityTypeDraftEntity,
  EntityTypeEntity,
  EntityTypeVersionEntity,
  EventEntity,
  FileEntity,
  FollowEntity,
  IdempotencyKeyEntity,
  ImportVisitEntity,
  JobEntity,
  JobFailureEntity,
  NormWarningEntity,
  NotificationEntity,
  NotificationSettingsEntity,
  OrganizationEntity,
  PackageEntity,
  PackedChunkEntity,
  PackedColumnEntity,
  PackedTypeEntity,
  RecordEntity,
  RecordLinkEntity,
  RecordMergeEntity,
  ReportLetterEntity,
  ReportScheduleEntity,
  RoleEntity,
  RuleClockEntity,
  RuleEntity,
  RuleFailureEntity,
  RuleRecheckEntity,
  RuleRunEntity,
  RuleStepEntity,
  RuleVersionEntity,
  SavedReportEntity,
  SessionEntity,
  StageVisitEntity,
  TargetEntity,
  TaskEntity,
  TeamEntity,
  UserEntity,
  ViewDefaultEntity,
  ViewEntity,
];
