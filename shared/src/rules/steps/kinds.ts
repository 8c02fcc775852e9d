import { approvalRequest } from './approval-request.ts';
import { branch } from './branch.ts';
import { commentAdd } from './comment-add.ts';
import { emailSend } from './email-send.ts';
import { httpRequest } from './http-request.ts';
import type { StepKind } from './kind.ts';
import { linesAdd } from './lines-add.ts';
import { linesDiscount } from './lines-discount.ts';
import { notify } from './notify.ts';
import { recordAssign } from './record-assign.ts';
import { recordCreate } from './record-create.ts';
import { recordMove } from './record-move.ts';
import { recordUpdate } from './record-update.ts';
import { recordsUpdate } from './records-update.ts';
import { stop } from './stop.ts';
import { tagAdd, tagRemove } from './tags.ts';
import { taskCreate } from './task-create.ts';
import { wait } from './wait.ts';

/** Every kind of step. */
export const STEP_KINDS: readonly StepKind[] = [
  taskCreate,
  recordUpdate,
  recordMove,
  recordAssign,
  recordCreate,
  recordsUpdate,
  linesAdd,
  linesDiscount,
  approvalRequest,
  emailSend,
  notify,
  httpRequest,
  commentAdd,
  tagAdd,
  tagRemove,
  branch,
  wait,
  stop,
];

export const stepKindOf = (kind: string): StepKind | undefined =>
  STEP_KINDS.find((candidate) => candidate.kind === kind);
