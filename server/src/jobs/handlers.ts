import type { Type } from '@nestjs/common';
import type { EventConsumer } from '../log/consumer.ts';
import { FollowRelay } from '../services/follow-relay.ts';
import { RuleRelay } from '../services/rules/relay.ts';
import { ApprovalSweeper } from './approvals.ts';
import { BoardSweeper } from './board.ts';
import { BulkHandler, BulkSweeper, UndoHandler } from './bulk.ts';
import { ConversionHandler } from './conversions.ts';
import { EmailHandler, EmailSweeper } from './emails.ts';
import type { JobHandler } from './handler.ts';
import { ImportHandler, ImportSweeper } from './imports.ts';
import { JobSweeper } from './jobs.ts';
import { NotificationSweeper } from './notifications.ts';
import { RecordKeyHandler, RecordKeySweeper } from './record-keys.ts';
import { ReportLetterHandler, ReportScheduleSweeper } from './report-letters.ts';
import { RuleCallHandler } from './rule-calls.ts';
import { RuleReplayHandler } from './rule-replays.ts';
import { RuleLaneHandler, RuleLanesHandler, RuleSweeper } from './rules.ts';
import type { Sweeper } from './sweep.ts';
import { TaskSweeper } from './tasks.ts';
import { RuleIndexHandler, TimeSweeper } from './time-rules.ts';

/** Who performs the jobs of the queues: exactly one handler for each name in `log/queue-jobs.ts`. */
export const handlers: Type<JobHandler>[] = [
  RuleLaneHandler,
  RuleLanesHandler,
  RuleCallHandler,
  RuleIndexHandler,
  RecordKeyHandler,
  ImportHandler,
  RuleReplayHandler,
  BulkHandler,
  UndoHandler,
  ReportLetterHandler,
  EmailHandler,
  ConversionHandler,
];

/** Who reads the log of events, each with a cursor of its own. */
export const consumers: Type<EventConsumer>[] = [RuleRelay, FollowRelay];

/** Who looks for work that the queue lost or that has become due. */
export const sweepers: Type<Sweeper>[] = [
  RuleSweeper,
  TimeSweeper,
  TaskSweeper,
  BoardSweeper,
  BulkSweeper,
  ImportSweeper,
  RecordKeySweeper,
  JobSweeper,
  ApprovalSweeper,
  NotificationSweeper,
  ReportScheduleSweeper,
  EmailSweeper,
];
