import type { Doc } from '../../fields/field.ts';
import { failed } from '../effect.ts';
import type { StepKind } from './kind.ts';
import { funnelFor, PLACE_KEY, placeFaults } from './place.ts';
import { VALUES, valuesFaults, valuesFor } from './values.ts';
import { viaOf } from './via.ts';

interface Place {
  stage: string;
  funnel?: string;
}

const MOVE = {
  type: 'object',
  required: ['stage'],
  additionalProperties: false,
  properties: { stage: PLACE_KEY, funnel: PLACE_KEY },
};

/**
 * Changes the records that a link leads to, or those that point here (`invoice.deal`), and may move them. Formulas speak
 * of the record of the run, not of those changed; what comes to nothing fails as in `record.update`.
 */
export const recordsUpdate: StepKind = {
  kind: 'records.update',
  gives: ['linked', 'changed', 'ids'],
  parameters: {
    via: { schema: { type: 'string', minLength: 1, maxLength: 200 }, editor: 'linkField', required: true },
    set: { schema: VALUES, editor: 'linkedValues' },
    move: { schema: MOVE, editor: 'linkedMove' },
  },
  check(step, about, path) {
    const via = viaOf(String(step.via), about.definition, about.typeOf);
    if (!via) {
      const message = `"${String(step.via)}" is neither a link field here nor, as "type.field", one that links here.`;
      return [{ path: `${path}/via`, code: 'unknown_field', message }];
    }
    const set = (step.set ?? {}) as Doc;
    const nothing = Object.keys(set).length === 0 && step.move === undefined;
    return [
      ...(nothing ? [{ path: `${path}/set`, code: 'required', message: 'Say what to set, or where to move.' }] : []),
      ...valuesFaults(set, via.type, about, `${path}/set`),
      ...(step.move === undefined ? [] : placeFaults({ ...(step.move as Place) }, via.type, `${path}/move`)),
    ];
  },
  plan(step, planning) {
    const name = String(step.via);
    const via = viaOf(name, planning.definition, planning.typeOf);
    if (!via) return failed(`There is no link "${name}" any more.`);
    const set = valuesFor((step.set ?? {}) as Doc, via.type, planning, { doc: {} });
    if (!set.ok) return failed(set.reason);
    const place = step.move as Place | undefined;
    if (place && funnelFor({ ...place }, via.type, null) === undefined) {
      return failed(`There is no stage "${place.stage}" any more.`);
    }
    // Each of them moves within its own funnel where none is named.
    const move = place ? { stage: place.stage, funnel: place.funnel ?? null } : null;
    const changes = { via: name, set: set.value, move };
    return { ok: true, input: changes, effect: { kind: 'records.update', ...changes } };
  },
};
