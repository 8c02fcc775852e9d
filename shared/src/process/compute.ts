import { canHold } from '../definition/document.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import { evaluate } from '../formulas/evaluate.ts';
import { isFormula } from '../formulas/formula.ts';
import { toKind } from '../formulas/to-kind.ts';
import type { CommandContext } from './command.ts';
import { formulaContext } from './formula-context.ts';
import { computedFields } from './formula-order.ts';
import type { RecordState } from './record.ts';

/** What a decision changed so far: keys of fields, names of `record` such as `stage`; everything for a new record. */
export interface Touched {
  fields: ReadonlySet<string> | 'all';
  attributes: ReadonlySet<string>;
}

/**
 * The document with its computed fields brought up to date: those that depend on what changed, through other
 * computed fields too. A formula that gives nothing, fails or gives what its field cannot hold leaves it empty.
 */
export function compute(
  definition: EntityType,
  record: RecordState,
  { fields, attributes }: Touched,
  context: CommandContext,
): Doc {
  const doc = { ...record.doc };
  const touched = new Set([...(fields === 'all' ? [] : fields), ...[...attributes].map((name) => `record.${name}`)]);
  for (const { field, uses, sees } of computedFields(definition)) {
    if (fields !== 'all' && !touches(uses, touched)) continue;
    const value = resultOf(definition, field, field.formula ?? '', { ...record, doc }, context, sees);
    if (value === undefined) delete doc[field.key];
    else doc[field.key] = value;
    touched.add(field.key);
  }
  return doc;
}

function touches(uses: ReadonlySet<string>, touched: ReadonlySet<string>): boolean {
  for (const name of touched) if (uses.has(name)) return true;
  return false;
}

/** The number a product row's quantity formula gives; null where it gives none. */
export function evaluateNumber(
  definition: EntityType,
  record: RecordState,
  formula: string,
  context: CommandContext,
): number | null {
  const result = evaluate(formula, formulaContext(definition, formula, record, context));
  return result.ok && typeof result.value === 'number' && Number.isFinite(result.value) ? result.value : null;
}

/** Values that a new record's fields begin with: constants, and formulas over what was sent. */
export function defaultValues(definition: EntityType, record: RecordState, context: CommandContext): Doc {
  const doc: Doc = {};
  for (const field of definition.fields) {
    const { default: value, formula, key } = field;
    if (value === undefined || value === null || formula !== undefined || field.retired) continue;
    const known = { ...record, doc: { ...doc, ...record.doc } };
    const result = isFormula(value) ? resultOf(definition, field, value, known, context) : value;
    if (result !== undefined) doc[key] = result;
  }
  return doc;
}

function resultOf(
  definition: EntityType,
  field: Field,
  formula: string,
  record: RecordState,
  context: CommandContext,
  sees?: readonly Field[],
): JsonValue | undefined {
  const result = evaluate(formula, formulaContext(definition, formula, record, context, sees));
  if (!result.ok) return undefined;
  const { timeZone, currency } = context.organization;
  const converted = toKind(result.value, field, { timeZone, currency, doc: record.doc });
  if (!converted.ok || converted.value === null) return undefined;
  const { value } = converted;
  const faulty = !canHold(field, value) || kindOf(field).check(field, value, { currency, doc: record.doc }).length > 0;
  return faulty ? undefined : value;
}
