import { branch } from './branch.ts';
import type { StepKind } from './kind.ts';
import { notify } from './notify.ts';
import { recordUpdate } from './record-update.ts';
import { taskCreate } from './task-create.ts';

/** Every kind of step. */
export const STEP_KINDS: readonly StepKind[] = [taskCreate, recordUpdate, notify, branch];

export const stepKindOf = (kind: string): StepKind | undefined =>
  STEP_KINDS.find((candidate) => candidate.kind === kind);
