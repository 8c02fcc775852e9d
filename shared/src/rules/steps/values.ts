import { isReadOnly } from '../../definition/document.ts';
import type { EntityType, Field } from '../../definition/entity-type.ts';
import { literalFaults } from '../../definition/literal.ts';
import { type Fault, pointerToken } from '../../fields/fault.ts';
import type { Doc, JsonValue } from '../../fields/field.ts';
import { kindOf } from '../../fields/kinds.ts';
import { isFormula } from '../../formulas/formula.ts';
import type { Given, Into, Planning, StepCheck } from './kind.ts';

export const VALUES = { type: 'object', maxProperties: 500 };

/**
 * Faults of values and formulas for the fields of a type. Formulas speak of the record of the run, whoever's the fields
 * are.
 *
 * @param path JSON Pointer of the values
 */
export function valuesFaults(
  values: Doc,
  { fields }: Pick<EntityType, 'fields'>,
  about: Pick<StepCheck, 'formula' | 'text'>,
  path: string,
): Fault[] {
  return Object.entries(values).flatMap(([key, value]) => {
    const at = `${path}/${pointerToken(key)}`;
    const field = fields.find((candidate) => candidate.key === key);
    if (!field) return [{ path: at, code: 'unknown_field', message: `There is no field "${key}".` }];
    if (isReadOnly(field)) return [{ path: at, code: 'read_only', message: 'Etapa computes this field itself.' }];
    if (isFormula(value)) return about.formula(value, at, field);
    return isTemplate(value, field) ? about.text(value, at) : literalFaults(field, value, at);
  });
}

/** The values with their formulas and texts filled in, as the fields store them; null clears. */
export function valuesFor(
  values: Doc,
  { fields }: Pick<EntityType, 'fields'>,
  planning: Planning,
  into: Into = {},
): Given<Doc> {
  const found: Doc = {};
  for (const [key, parameter] of inOrder(values, fields)) {
    const field = fields.find((candidate) => candidate.key === key);
    if (!field) return { ok: false, reason: `There is no field "${key}" any more.` };
    const doc = { ...(into.doc ?? planning.record.doc), ...found };
    const given = valueFor(parameter, field, planning, { ...into, doc });
    if (!given.ok) return { ok: false, reason: `${key}: ${given.reason}` };
    found[key] = given.value;
  }
  return { ok: true, value: found };
}

function valueFor(parameter: JsonValue, field: Field, planning: Planning, into: Into): Given<JsonValue> {
  return isTemplate(parameter, field) ? planning.text(parameter) : planning.valueFor(parameter, field, into);
}

/** Money is rounded as its currency asks, so fields that may hold one come before. */
function inOrder(values: Doc, fields: readonly Field[]): [string, JsonValue][] {
  const waits = ([key]: [string, JsonValue]) => fields.some((field) => field.key === key && field.currencyField);
  const entries = Object.entries(values);
  return [...entries.filter((entry) => !waits(entry)), ...entries.filter(waits)];
}

/** Fields of text take `{{ }}`, as texts do everywhere. */
function isTemplate(value: JsonValue, field: Field): value is string {
  return typeof value === 'string' && value.includes('{{') && !isFormula(value) && kindOf(field).family === 'text';
}
