import type { Doc } from '../../fields/field.ts';
import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';
import { VALUES, valuesFaults, valuesFor } from './values.ts';

/**
 * Changes fields of the record, by the same checks as for people. A formula that comes to nothing fails the step, so
 * that nothing is emptied by an accident; `= null`, or null among the results of a choice, clears.
 */
export const recordUpdate: StepKind = {
  kind: 'record.update',
  gives: ['changed', 'version'],
  parameters: { set: { schema: { ...VALUES, minProperties: 1 }, editor: 'values', required: true } },
  check: (step, about, path) => valuesFaults(step.set as Doc, about.definition, about, `${path}/set`),
  plan(step, planning) {
    const set = valuesFor(step.set as Doc, planning.definition, planning);
    if (!set.ok) return failed(set.reason);
    return { ok: true, input: set.value, effect: { kind: 'record.update', set: set.value } };
  },
};
