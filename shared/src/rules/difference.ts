import type { Rule, Step } from './rule.ts';
import { branchesOf, type StepStanding, standingsOf } from './step-tree.ts';

/** One thing that two versions of a rule do not have in common. `number` counts as people do: `2a.1`. */
export type RuleChange =
  | { kind: 'name' | 'description' | 'switchedOn' | 'switchedOff' | 'trigger' | 'condition' }
  | { kind: 'step.added' | 'step.removed' | 'step.moved'; step: Step; number: string }
  /** `parameters`: those that differ, by name. */
  | { kind: 'step.changed'; step: Step; number: string; parameters: string[] };

/**
 * What became of a rule between two versions, in reading order. Steps are told apart by their ids; one whose kind is
 * another is another step.
 */
export function ruleDifference(before: Rule, after: Rule): RuleChange[] {
  const old = new Map(standingsOf(before).map((standing) => [nameOf(standing), standing]));
  const present = standingsOf(after);
  const names = new Set(present.map(nameOf));
  const removed = [...old.values()].filter((standing) => !names.has(nameOf(standing)));
  const kept = present.filter((standing) => old.has(nameOf(standing)));
  const settled = settledIn(
    kept,
    [...old.values()].filter((standing) => names.has(nameOf(standing))),
  );
  return [
    ...ofRule(before, after),
    ...removed.map(({ step, number }): RuleChange => ({ kind: 'step.removed', step, number })),
    ...present.flatMap((standing): RuleChange[] => {
      const was = old.get(nameOf(standing));
      const { step, number } = standing;
      if (!was) return [{ kind: 'step.added', step, number }];
      const parameters = changedParameters(was.step, step);
      return [
        ...(settled.has(nameOf(standing)) ? [] : [{ kind: 'step.moved' as const, step, number }]),
        ...(parameters.length === 0 ? [] : [{ kind: 'step.changed' as const, step, number, parameters }]),
      ];
    }),
  ];
}

const nameOf = ({ step }: StepStanding): string => `${step.id} ${step.kind}`;

function ofRule(before: Rule, after: Rule): RuleChange[] {
  const changes: RuleChange[] = [];
  if (before.name !== after.name) changes.push({ kind: 'name' });
  if ((before.description ?? '') !== (after.description ?? '')) changes.push({ kind: 'description' });
  if (before.enabled !== after.enabled) changes.push({ kind: after.enabled ? 'switchedOn' : 'switchedOff' });
  if (!isSame(before.trigger, after.trigger)) changes.push({ kind: 'trigger' });
  if (!isSame(terms(before), terms(after))) changes.push({ kind: 'condition' });
  return changes;
}

/** A condition without terms is none. */
const terms = ({ when }: Rule): unknown => (when && when.rules.length > 0 ? when : null);

function changedParameters(before: Step, after: Step): string[] {
  const lists = new Set(branchesOf(after));
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !lists.has(name) && !isSame(before[name], after[name]));
}

/** Whether two values say the same, whatever the order of their members. */
function isSame(one: unknown, other: unknown): boolean {
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return one === other;
  const [names, others] = [Object.keys(one), Object.keys(other)];
  if (Array.isArray(one) !== Array.isArray(other) || names.length !== others.length) return false;
  return names.every(
    (name) =>
      Object.hasOwn(other, name) &&
      isSame((one as { [name: string]: unknown })[name], (other as { [name: string]: unknown })[name]),
  );
}

/** Steps that stayed where they were: in the same list, in the same order, as many of them as can have. */
function settledIn(after: readonly StepStanding[], before: readonly StepStanding[]): Set<string> {
  const listOf = ({ place: { within } }: StepStanding) => (within ? `${within.step}/${within.branch}` : '');
  const settled = new Set<string>();
  for (const list of new Set(after.map(listOf))) {
    const now = after.filter((each) => listOf(each) === list).map(nameOf);
    const then = before.filter((each) => listOf(each) === list).map(nameOf);
    for (const name of commonOrder(then, now)) settled.add(name);
  }
  return settled;
}

/** The longest sequence that two lists have in common (by dynamic programming over their ends). */
function commonOrder(one: readonly string[], other: readonly string[]): string[] {
  let row: string[][] = Array.from({ length: other.length + 1 }, () => []);
  for (const name of one) {
    const next: string[][] = [[]];
    other.forEach((each, at) => {
      const [diagonal, above, left] = [row[at] ?? [], row[at + 1] ?? [], next[at] ?? []];
      next.push(each === name ? [...diagonal, name] : above.length >= left.length ? above : left);
    });
    row = next;
  }
  return row.at(-1) ?? [];
}
