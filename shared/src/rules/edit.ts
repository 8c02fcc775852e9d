import type { ConditionGroup } from '../conditions/condition.ts';
import { type Edited, edited, notEdited, withSettings } from '../definition/keyed-list.ts';
import type { Rule, Step, Trigger } from './rule.ts';
import { branchesOf, listAt, mapLists, type StepPlace, standingsOf } from './step-tree.ts';

/** What belongs to the rule as a whole; null takes a member away. */
export interface RuleSettings {
  name?: string;
  description?: string | null;
  enabled?: boolean;
  trigger?: Trigger;
  when?: ConditionGroup | null;
}

/** Everything an editor can do to a rule, whether it shows it as a diagram or as a list. */
export type RuleEdit =
  | { kind: 'rule.update'; set: RuleSettings }
  /** Steps one after another, with everything in them. */
  | { kind: 'step.add'; steps: Step[]; to: StepPlace }
  /** The parameters of a step; its id, its kind and the steps within it stay. */
  | { kind: 'step.update'; id: string; set: { [parameter: string]: unknown } }
  | { kind: 'step.remove'; ids: readonly string[] }
  /** Steps in their order, with everything in them; the place is counted while they are still where they were. */
  | { kind: 'step.move'; ids: readonly string[]; to: StepPlace };

/**
 * One edit of a rule. Whether the whole is right is `checkRule`'s.
 *
 * @returns the new rule; the one given is never changed. Refused when a step or place it names is not there
 *   (`not_found`), an id is taken (`exists`), or a step would go into itself (`in_use`).
 */
export function applyRuleEdit(rule: Rule, edit: RuleEdit): Edited<Rule> {
  switch (edit.kind) {
    case 'rule.update':
      return edited(withSettings(rule, edit.set));
    case 'step.add':
      return added(rule, edit.steps, edit.to);
    case 'step.update':
      return updated(rule, edit.id, edit.set);
    case 'step.remove':
      return removed(rule, edit.ids);
    case 'step.move':
      return moved(rule, edit.ids, edit.to);
  }
}

function added(rule: Rule, steps: readonly Step[], to: StepPlace): Edited<Rule> {
  if (!listAt(rule.steps, to)) return noPlace(to);
  const taken = new Set(standingsOf(rule).map(({ step }) => step.id));
  for (const { step } of standingsOf({ steps: [...steps] })) {
    if (taken.has(step.id)) return notEdited('exists', `There is already a step "${step.id}".`);
    taken.add(step.id);
  }
  return edited({ ...rule, steps: put(rule.steps, steps, to) });
}

function updated(rule: Rule, id: string, set: { [parameter: string]: unknown }): Edited<Rule> {
  const step = standingsOf(rule).find((each) => each.step.id === id)?.step;
  if (!step) return noStep(id);
  const lists = branchesOf(step).filter((branch) => step[branch] !== undefined);
  const kept = Object.fromEntries(lists.map((branch) => [branch, step[branch]]));
  const next: Step = { ...set, ...kept, id, kind: step.kind };
  return edited({
    ...rule,
    steps: mapLists(rule.steps, (list) => list.map((each) => (each.id === id ? next : each))),
  });
}

function removed(rule: Rule, ids: readonly string[]): Edited<Rule> {
  const stray = strayOf(rule, ids);
  if (stray !== undefined) return noStep(stray);
  return edited({ ...rule, steps: without(rule.steps, new Set(ids)) });
}

function moved(rule: Rule, ids: readonly string[], to: StepPlace): Edited<Rule> {
  const stray = strayOf(rule, ids);
  if (stray !== undefined) return noStep(stray);
  const chosen = new Set(ids);
  const list = listAt(rule.steps, to);
  if (!list) return noPlace(to);
  const steps = outermost(rule, ids);
  const inside = standingsOf({ steps }).some(({ step }) => step.id === to.within?.step);
  if (inside) return notEdited('in_use', 'A step cannot go into itself.');
  const before = list.slice(0, to.at).filter(({ id }) => !chosen.has(id)).length;
  return edited({ ...rule, steps: put(without(rule.steps, chosen), steps, { ...to, at: before }) });
}

/** Those of some steps that are within none of the others, in the order of the rule. */
export function outermost(rule: Pick<Rule, 'steps'>, ids: readonly string[]): Step[] {
  const chosen = new Set(ids);
  const held = new Set<string>();
  return standingsOf(rule).flatMap(({ step, place }) => {
    const isHeld = place.within !== undefined && held.has(place.within.step);
    if (isHeld || chosen.has(step.id)) held.add(step.id);
    return chosen.has(step.id) && !isHeld ? [step] : [];
  });
}

const isSame = (one: StepPlace['within'], other: StepPlace['within']): boolean =>
  one?.step === other?.step && one?.branch === other?.branch;

const put = (all: readonly Step[], steps: readonly Step[], to: StepPlace): Step[] =>
  mapLists(all, (list, within) =>
    isSame(within, to.within) ? [...list.slice(0, to.at), ...steps, ...list.slice(to.at)] : list,
  );

const without = (steps: readonly Step[], ids: ReadonlySet<string>): Step[] =>
  mapLists(steps, (list) => list.filter(({ id }) => !ids.has(id)));

const strayOf = (rule: Rule, ids: readonly string[]): string | undefined => {
  const known = new Set(standingsOf(rule).map(({ step }) => step.id));
  return ids.find((id) => !known.has(id));
};

const noStep = (id: string) => notEdited('not_found', `There is no step "${id}".`);

const noPlace = ({ within }: StepPlace) =>
  notEdited('not_found', `There is no list of steps "${within?.branch}" in "${within?.step}".`);
