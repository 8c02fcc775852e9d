import type { RuleRun } from '@etapa/shared/api/rule-runs';
import type { RuleTest } from '@etapa/shared/api/rules';
import type { Rule, Step } from '@etapa/shared/rules/rule';
import { branchesOf, stepsIn } from '@etapa/shared/rules/step-tree';
import { CONDITION, END, emptyOf, joinOf, TRIGGER } from '../../canvas/rule-graph.ts';

/** The way that a run has gone through a rule, or would go. */
export interface Course {
  trigger: boolean;
  condition: boolean;
  /** Paths of the steps that were reached. */
  reached: ReadonlySet<string>;
  /** The branches gone into, by the path of the step that has them. */
  taken: ReadonlyMap<string, readonly string[]>;
  /** It came to the end of the rule. */
  ended: boolean;
}

export function courseOfRun({ status, steps }: RuleRun): Course {
  return {
    trigger: true,
    condition: true,
    reached: new Set(steps.map(({ path }) => path)),
    taken: new Map(steps.flatMap(({ path, output }) => takenBy(path, output))),
    ended: status === 'done',
  };
}

/** Of an approval both ways are shown: who tries a rule does not know what people will say. */
export function courseOfTest({ why, steps }: RuleTest): Course {
  const reached = steps.filter(({ status }) => status !== 'not-reached');
  const asked = reached.filter(({ kind }) => kind === 'approval.request');
  return {
    trigger: why.trigger.held,
    condition: why.when?.held ?? true,
    reached: new Set(reached.map(({ path }) => path)),
    taken: new Map<string, readonly string[]>([
      ...reached.flatMap(({ path, output }) => takenBy(path, output)),
      ...asked.map(({ path }) => [path, ['onApproved', 'onRejected']] as const),
    ]),
    ended: !reached.some(({ status, kind }) => status === 'would-fail' || kind === 'stop'),
  };
}

function takenBy(path: string, output: unknown): [string, string[]][] {
  const branch = (output as { branch?: unknown } | null | undefined)?.branch;
  return typeof branch === 'string' ? [[path, [branch]]] : [];
}

/** Every block of the rule's diagram that the way goes through. */
export function litBlocks({ steps }: Pick<Rule, 'steps'>, course: Course): Set<string> {
  const lit = new Set<string>();
  if (!course.trigger) return lit;
  lit.add(TRIGGER);
  if (!course.condition) return lit;
  lit.add(CONDITION);
  if (course.ended) lit.add(END);
  /** @param left whether the way goes on behind the list */
  const walk = (list: readonly Step[], prefix: string, left: boolean): void => {
    list.forEach((step, at) => {
      const path = prefix + step.id;
      if (!course.reached.has(path)) return;
      lit.add(step.id);
      const branches = branchesOf(step);
      if (branches.length === 0) return;
      const next = list[at + 1];
      const passed = next ? course.reached.has(prefix + next.id) : left;
      if (passed) lit.add(joinOf(step.id));
      for (const branch of course.taken.get(path) ?? []) {
        const within = stepsIn(step, branch);
        if (within.length === 0) lit.add(emptyOf(step.id, branch));
        walk(within, `${path}/${branch}/`, passed);
      }
    });
  };
  walk(steps, '', course.ended);
  return lit;
}
