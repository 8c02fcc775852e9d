import { literalFaults } from '../../definition/literal.ts';
import type { Doc } from '../../fields/field.ts';
import { isFormula } from '../../formulas/formula.ts';
import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';

/** Changes fields of the record, by the same checks as for people. */
export const recordUpdate: StepKind = {
  kind: 'record.update',
  parameters: {
    set: { schema: { type: 'object', minProperties: 1, maxProperties: 500 }, editor: 'values', required: true },
  },
  check: (step, about, path) =>
    Object.entries(step.set as Doc).flatMap(([key, value]) => {
      const at = `${path}/set/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      const field = about.definition.fields.find((candidate) => candidate.key === key);
      if (!field) return [{ path: at, code: 'unknown_field', message: `There is no field "${key}".` }];
      if (field.formula !== undefined || field.kind === 'autonumber') {
        return [{ path: at, code: 'read_only', message: 'Etapa computes this field itself.' }];
      }
      return isFormula(value) ? about.formula(value, at, field) : literalFaults(field, value, at);
    }),
  plan(step, planning) {
    const set: Doc = {};
    for (const [key, parameter] of Object.entries(step.set as Doc)) {
      const field = planning.definition.fields.find((candidate) => candidate.key === key);
      if (!field) return failed(`There is no field "${key}" any more.`);
      const given = planning.valueFor(parameter, field);
      if (!given.ok) return failed(`${key}: ${given.reason}`);
      set[key] = given.value;
    }
    return { ok: true, input: set, effect: { kind: 'record.update', set } };
  },
};
