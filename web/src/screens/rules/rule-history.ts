import { applyRuleEdit, type RuleEdit } from '@etapa/shared/rules/edit';
import type { Rule } from '@etapa/shared/rules/rule';

/** Everything done to a rule since it was opened, and taken back. */
export interface RuleHistory {
  past: Rule[];
  present: Rule;
  future: Rule[];
  /** Why the last edit was not made, in the core's words. */
  refused: string | null;
  /** What the last edit was about, and when: typing on is one step. */
  last: { about: string; at: number } | null;
}

export type RuleStep =
  /** `at`: milliseconds of any clock. */
  { kind: 'edit'; edits: RuleEdit[]; at: number } | { kind: 'undo' } | { kind: 'redo' } | { kind: 'reset'; to: Rule };

/** Steps remembered. */
const REMEMBERED = 200;
/** Longest pause between edits that are taken back together, in milliseconds. */
const PAUSE = 1_000;

export const begunWith = (present: Rule): RuleHistory => ({
  past: [],
  present,
  future: [],
  refused: null,
  last: null,
});

/** One step of an editor. Several edits are one step: made together or not at all, and taken back together. */
export function ruleStepped(history: RuleHistory, step: RuleStep): RuleHistory {
  const { past, present, future } = history;
  switch (step.kind) {
    case 'edit':
      return edited(history, step.edits, step.at);
    case 'undo': {
      const before = past.at(-1);
      if (!before) return history;
      return { past: past.slice(0, -1), present: before, future: [present, ...future], refused: null, last: null };
    }
    case 'redo': {
      const [next, ...rest] = future;
      return next ? { past: [...past, present], present: next, future: rest, refused: null, last: null } : history;
    }
    case 'reset':
      return begunWith(step.to);
  }
}

function edited(history: RuleHistory, edits: RuleEdit[], at: number): RuleHistory {
  const { past, present, last } = history;
  let next = present;
  for (const edit of edits) {
    const result = applyRuleEdit(next, edit);
    if (!result.ok) return { ...history, refused: result.detail };
    next = result.value;
  }
  if (JSON.stringify(next) === JSON.stringify(present)) return { ...history, refused: null };
  const about = edits.map(aboutOf).join(' ');
  const goesOn = about !== '' && last?.about === about && at - last.at < PAUSE;
  const kept = goesOn ? past : [...past, present].slice(-REMEMBERED);
  return { past: kept, present: next, future: [], refused: null, last: { about, at } };
}

/** What is typed bit by bit; empty for what is done at once. */
function aboutOf(edit: RuleEdit): string {
  if (edit.kind === 'step.update') return `step ${edit.id}`;
  return edit.kind === 'rule.update' ? Object.keys(edit.set).join() : '';
}
