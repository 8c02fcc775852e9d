import type { Type } from '@nestjs/common';
import { ApprovalRequest } from './approval-request.ts';
import { CommentAddition } from './comment-add.ts';
import { EmailWriting } from './email-send.ts';
import { Notification } from './notify.ts';
import type { EffectKind, EffectPerformer } from './performer.ts';
import { RecordAssignment } from './record-assign.ts';
import { RecordCreation } from './record-create.ts';
import { RecordMovement } from './record-move.ts';
import { RecordUpdate } from './record-update.ts';
import { LinkedUpdate } from './records-update.ts';
import { TagChanging } from './tags.ts';
import { TaskCreation } from './task-create.ts';

/** Who performs the effects of each kind. */
export const PERFORMERS: { readonly [Kind in EffectKind]: Type<EffectPerformer<Kind>> } = {
  'task.create': TaskCreation,
  'record.update': RecordUpdate,
  'record.move': RecordMovement,
  'record.assign': RecordAssignment,
  'record.create': RecordCreation,
  'records.update': LinkedUpdate,
  'approval.request': ApprovalRequest,
  'email.send': EmailWriting,
  notify: Notification,
  'tag.add': TagChanging,
  'tag.remove': TagChanging,
  'comment.add': CommentAddition,
};

/** Each of them once, to be made at the start. */
export const effectPerformers: Type<object>[] = [...new Set<Type<object>>(Object.values(PERFORMERS))];
