import type { ConditionGroup } from '../../conditions/condition.ts';
import { evaluate } from '../../conditions/evaluate.ts';
import type { StepKind } from './kind.ts';

/** Goes on with `then` when the record meets the condition, else with `else`. */
export const branch: StepKind = {
  kind: 'branch',
  gives: ['branch'],
  parameters: { when: { schema: { type: 'object' }, editor: 'condition', required: true } },
  branches: ['then', 'else'],
  check: (step, about, path) => about.condition(step.when, `${path}/when`),
  plan(step, planning) {
    const taken = evaluate(step.when as ConditionGroup, planning.conditions) ? 'then' : 'else';
    return { ok: true, input: {}, branch: taken };
  },
};
