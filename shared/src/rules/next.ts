import type { JsonValue } from '../fields/field.ts';
import type { Rule, Step } from './rule.ts';
import { stepKindOf } from './steps/kinds.ts';

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

/**
 * What formulas see under `steps`: what each step gave, by its id and by the further name it was given.
 *
 * @param given what steps came to, by path
 */
export function outputsOf(rule: Rule, given: ReadonlyMap<string, JsonValue>): { [name: string]: JsonValue } {
  const outputs: { [name: string]: JsonValue } = {};
  const walk = (steps: readonly Step[], prefix: string): void => {
    for (const step of steps) {
      const path = prefix + step.id;
      const kind = stepKindOf(step.kind);
      const output = given.get(path);
      const name = kind?.names === undefined ? undefined : step[kind.names];
      if (output !== undefined) outputs[step.id] = output;
      if (output !== undefined && typeof name === 'string') outputs[name] = output;
      for (const branch of kind?.branches ?? []) walk(stepsOf(step, branch), `${path}/${branch}/`);
    }
  };
  walk(rule.steps, '');
  return outputs;
}
