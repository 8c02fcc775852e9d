import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';

/** A place in a list of steps: the rule's own, or one that a step holds, such as its `then`. */
export interface StepPlace {
  /** Absent: the steps of the rule itself. */
  within?: { step: string; branch: string };
  /** From 0; as many as there are is behind the last. */
  at: number;
}

/** A step with all the names of where it stands. */
export interface StepStanding {
  step: Step;
  place: StepPlace;
  /** JSON Pointer in the rule: `/steps/1/then/0`. */
  pointer: string;
  /** As runs and rehearsals call it: `b1/then/m1`. */
  path: string;
  /** As people count: `2a.1` is the first step in the first list of the second. */
  number: string;
}

/** Names of a step's lists of steps, such as `then`. */
export const branchesOf = (step: Step): readonly string[] => stepKindOf(step.kind)?.branches ?? [];

/** The steps a step holds under a name such as `then`; a copy. */
export function stepsIn(step: Step, branch: string): Step[] {
  const steps = step[branch];
  return Array.isArray(steps) ? [...(steps as Step[])] : [];
}

/** Every step of a rule in reading order, those within others behind the one that holds them. */
export function standingsOf({ steps }: Pick<Rule, 'steps'>): StepStanding[] {
  return walk(steps, { pointer: '/steps', path: '', number: '' });
}

function walk(
  steps: readonly Step[],
  list: { pointer: string; path: string; number: string; within?: StepPlace['within'] },
): StepStanding[] {
  return steps.flatMap((step, at) => {
    const number = list.number === '' ? String(at + 1) : `${list.number}.${at + 1}`;
    const pointer = `${list.pointer}/${at}`;
    const path = list.path + step.id;
    const place = list.within ? { within: list.within, at } : { at };
    const within = branchesOf(step).flatMap((branch, index) =>
      walk(stepsIn(step, branch), {
        pointer: `${pointer}/${branch}`,
        path: `${path}/${branch}/`,
        number: `${number}${listLetter(index)}`,
        within: { step: step.id, branch },
      }),
    );
    return [{ step, place, pointer, path, number }, ...within];
  });
}

/** Tells the lists of one step apart: `2a.1` and `2b.1`. */
export const listLetter = (index: number): string => String.fromCharCode('a'.charCodeAt(0) + index);

/** The list that a place is in; undefined where no step holds such a one. */
export function listAt(steps: readonly Step[], { within }: Pick<StepPlace, 'within'>): readonly Step[] | undefined {
  if (!within) return steps;
  const holder = standingsOf({ steps: [...steps] }).find(({ step }) => step.id === within.step)?.step;
  return holder && branchesOf(holder).includes(within.branch) ? stepsIn(holder, within.branch) : undefined;
}

/** Every list of steps as `change` makes it, the inner ones first. */
export function mapLists(
  steps: readonly Step[],
  change: (list: Step[], within: StepPlace['within']) => Step[],
  within?: StepPlace['within'],
): Step[] {
  const mapped = steps.map((step) => {
    const lists = branchesOf(step).map((branch) => [
      branch,
      mapLists(stepsIn(step, branch), change, { step: step.id, branch }),
    ]);
    return lists.length === 0 ? step : { ...step, ...Object.fromEntries(lists) };
  });
  return change(mapped, within);
}
