import { applyEdit, type Edit } from '@etapa/shared/definition/edit';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RuleAct } from '../../data/rule-acts.ts';

/** What one comes back to: another definition, or what a rule was, which is in no draft. */
export type Moment = { definition: EntityType } | { act: RuleAct };

/** Everything done in the builder since it was opened, and taken back. */
export interface History {
  past: Moment[];
  present: EntityType;
  future: Moment[];
  /** Why the last edit was not made, in the core's words. */
  refused: string | null;
}

export type Step =
  | { kind: 'edit'; edits: Edit[] }
  | { kind: 'undo' }
  | { kind: 'redo' }
  /** A rule was changed, and is saved already. */
  | { kind: 'act'; act: RuleAct }
  /** It can neither be taken back nor done again. */
  | { kind: 'forget'; act: RuleAct }
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
      if (!before) return history;
      const [now, passed] = 'act' in before ? [present, before] : [before.definition, { definition: present }];
      return { past: past.slice(0, -1), present: now, future: [passed, ...future], refused: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (!next) return history;
      const [now, passed] = 'act' in next ? [present, next] : [next.definition, { definition: present }];
      return { past: [...past, passed], present: now, future: rest, refused: null };
    }
    case 'act':
      return { past: [...past, { act: step.act }].slice(-REMEMBERED), present, future: [], refused: null };
    case 'forget': {
      const others = (moment: Moment) => !('act' in moment && moment.act === step.act);
      return { ...history, past: past.filter(others), future: future.filter(others) };
    }
    case 'reset':
      // Rules are in no draft: what was done to them can still be taken back.
      return { ...begin(step.to), past: past.filter((moment) => 'act' in moment) };
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
  const past = [...history.past, { definition: history.present }].slice(-REMEMBERED);
  return { past, present: next, future: [], refused: null };
}
