import { applyEdit, type Edit } from '@etapa/shared/definition/edit';
import type { EntityType } from '@etapa/shared/definition/entity-type';

/** Everything done to a definition since it was opened, and taken back. */
export interface History {
  past: EntityType[];
  present: EntityType;
  future: EntityType[];
  /** Why the last edit was not made, in the core's words. */
  refused: string | null;
}

export type Step =
  | { kind: 'edit'; edits: Edit[] }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'reset'; to: EntityType };

/** Steps remembered: a definition is small, and nobody takes back more. */
const REMEMBERED = 200;

export const begin = (present: EntityType): History => ({ past: [], present, future: [], refused: null });

/** One step of the builder. Several edits are one step: made together or not at all, and taken back together. */
export function stepped(history: History, step: Step): History {
  const { past, present, future } = history;
  switch (step.kind) {
    case 'edit':
      return edited(history, step.edits);
    case 'undo': {
      const before = past.at(-1);
      return before
        ? { past: past.slice(0, -1), present: before, future: [present, ...future], refused: null }
        : history;
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, present], present: next, future: rest, refused: null } : history;
    }
    case 'reset':
      return begin(step.to);
  }
}

function edited(history: History, edits: Edit[]): History {
  let next = history.present;
  for (const edit of edits) {
    const result = applyEdit(next, edit);
    if (!result.ok) return { ...history, refused: result.detail };
    next = result.value;
  }
  if (JSON.stringify(next) === JSON.stringify(history.present)) return history;
  return { past: [...history.past, history.present].slice(-REMEMBERED), present: next, future: [], refused: null };
}
