import type { Rule, Step } from '@etapa/shared/rules/rule';
import { branchesOf, type StepPlace, type StepStanding, standingsOf, stepsIn } from '@etapa/shared/rules/step-tree';

/** What sets a rule off, what it asks, and where it ends: ids that no step can have. */
export const TRIGGER = ':trigger';
export const CONDITION = ':condition';
export const END = ':end';

/** A node of a rule's diagram. */
export type RuleBlock =
  | { kind: 'trigger' | 'condition' | 'end'; id: string }
  | { kind: 'step'; id: string; standing: StepStanding }
  /** Where the branches of a step come together. */
  | { kind: 'join'; id: string; step: string }
  /** A branch without steps. */
  | { kind: 'empty'; id: string; step: string; branch: string; place: StepPlace };

/** A line of a rule's diagram. */
export interface RuleWay {
  id: string;
  from: string;
  to: string;
  /** Where a step goes that is added on this line; null where none can. */
  place: StepPlace | null;
  /** The branch that begins here. */
  branch?: string;
}

export interface RuleGraph {
  blocks: RuleBlock[];
  ways: RuleWay[];
}

export const joinOf = (step: string): string => `${step}:join`;
export const emptyOf = (step: string, branch: string): string => `${step}:${branch}`;

/** A rule as a graph: when, if, then every step; branches part and come together again. */
export function ruleGraph(rule: Pick<Rule, 'steps'>): RuleGraph {
  const standings = new Map(standingsOf(rule).map((standing) => [standing.step.id, standing]));
  const blocks: RuleBlock[] = [
    { kind: 'trigger', id: TRIGGER },
    { kind: 'condition', id: CONDITION },
  ];
  const ways: RuleWay[] = [];
  const way = (from: string, to: string, place: StepPlace | null, branch?: string) =>
    ways.push({ id: `${from}→${to}${branch ?? ''}`, from, to, place, ...(branch ? { branch } : {}) });

  const draw = (steps: readonly Step[], entry: { from: string; branch?: string }, exit: string, list: ListOf) => {
    let { from, branch } = entry;
    for (const [at, step] of steps.entries()) {
      const standing = standings.get(step.id);
      if (!standing) continue;
      blocks.push({ kind: 'step', id: step.id, standing });
      way(from, step.id, { ...list, at }, branch);
      branch = undefined;
      from = branchesOf(step).length > 0 ? part(step) : step.id;
    }
    way(from, exit, { ...list, at: steps.length }, branch);
  };
  const part = (step: Step): string => {
    const join = joinOf(step.id);
    for (const branch of branchesOf(step)) {
      const within = { step: step.id, branch };
      const steps = stepsIn(step, branch);
      if (steps.length > 0) {
        draw(steps, { from: step.id, branch }, join, { within });
        continue;
      }
      const id = emptyOf(step.id, branch);
      blocks.push({ kind: 'empty', id, ...within, place: { within, at: 0 } });
      way(step.id, id, null, branch);
      way(id, join, null);
    }
    blocks.push({ kind: 'join', id: join, step: step.id });
    return join;
  };

  way(TRIGGER, CONDITION, null);
  draw(rule.steps, { from: CONDITION }, END, {});
  blocks.push({ kind: 'end', id: END });
  return { blocks, ways };
}

type ListOf = Pick<StepPlace, 'within'>;
