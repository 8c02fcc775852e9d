import type { TriggerKind } from './kind.ts';
import { recordCreated } from './record-created.ts';
import { recordUpdated } from './record-updated.ts';
import { stageEntered } from './stage-entered.ts';

/** Every kind of trigger. */
export const TRIGGER_KINDS: readonly TriggerKind[] = [recordCreated, recordUpdated, stageEntered];

export const triggerKindOf = (kind: string): TriggerKind | undefined =>
  TRIGGER_KINDS.find((candidate) => candidate.kind === kind);
