import { approvalDecided } from './approval-decided.ts';
import { buttonPressed } from './button-pressed.ts';
import { commentAdded } from './comment-added.ts';
import { contactLogged } from './contact-logged.ts';
import { dateReached } from './date-reached.ts';
import type { TriggerKind } from './kind.ts';
import { recordAssigned } from './record-assigned.ts';
import { recordCreated } from './record-created.ts';
import { recordDeleted } from './record-deleted.ts';
import { recordIdle } from './record-idle.ts';
import { recordUpdated } from './record-updated.ts';
import { schedule } from './schedule.ts';
import { stageEntered } from './stage-entered.ts';
import { stageIdle } from './stage-idle.ts';
import { stageLeft } from './stage-left.ts';
import { taskCompleted } from './task-completed.ts';
import { taskOverdue } from './task-overdue.ts';

/** Every kind of trigger, in the order they are offered. */
export const TRIGGER_KINDS: readonly TriggerKind[] = [
  stageEntered,
  stageLeft,
  stageIdle,
  recordCreated,
  recordUpdated,
  recordAssigned,
  recordDeleted,
  recordIdle,
  dateReached,
  schedule,
  taskCompleted,
  taskOverdue,
  approvalDecided,
  commentAdded,
  contactLogged,
  buttonPressed,
];

export const triggerKindOf = (kind: string): TriggerKind | undefined =>
  TRIGGER_KINDS.find((candidate) => candidate.kind === kind);

/** Whether a step can wait for it: an event of the record that is not for one rule alone. */
export function mayWaitFor({ byTime, ownRule }: TriggerKind): boolean {
  return byTime !== true && ownRule !== true;
}
