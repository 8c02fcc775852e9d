import type { Rule, Step } from './rule.ts';

/** How a step of a run ended, by its path (`b1`, `b1/then/m1`). */
export interface StepOutcome {
  status: 'done' | 'skipped';
  /** Of a step that branches: which of its lists of steps the run goes on with. */
  branch?: string;
}

/** Where a step stands in its rule. */
export interface PlacedStep {
  path: string;
  step: Step;
}

/** Most links of a chain of rules that set each other off. */
export const LONGEST_CHAIN = 10;

/**
 * The step a run goes on with: the first without an outcome, in the order of the rule, into the branches taken.
 *
 * @returns null when the run is done
 */
export function next(rule: Rule, outcomes: ReadonlyMap<string, StepOutcome>): PlacedStep | null {
  return nextOf(rule.steps, '', outcomes);
}

function nextOf(steps: readonly Step[], prefix: string, outcomes: ReadonlyMap<string, StepOutcome>): PlacedStep | null {
  for (const step of steps) {
    const path = prefix + step.id;
    const outcome = outcomes.get(path);
    if (!outcome) return { path, step };
    const within = outcome.branch && nextOf(stepsOf(step, outcome.branch), `${path}/${outcome.branch}/`, outcomes);
    if (within) return within;
  }
  return null;
}

/** The steps a step holds under a name such as `then`; checked when the rule was saved. */
export function stepsOf(step: Step, branch: string): readonly Step[] {
  const steps = step[branch];
  return Array.isArray(steps) ? (steps as Step[]) : [];
}
