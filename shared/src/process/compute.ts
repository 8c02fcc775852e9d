import type { EntityType, Field } from '../definition/entity-type.ts';
import { roundHalfUp } from '../fields/decimal.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import { moneyScale } from '../fields/money.ts';
import { evaluate } from '../formulas/evaluate.ts';
import { type FeelContext, isFormula } from '../formulas/formula.ts';
import type { CommandContext } from './command.ts';
import type { RecordState } from './record.ts';

/**
 * The document with its computed fields: those that depend on what changed, through other computed fields too.
 *
 * @param changed keys of fields whose values changed, `all` for a new record
 * @param attributes names of `record` that changed: `stage`, `funnel`, `owner`
 */
export function compute(
  definition: EntityType,
  record: RecordState,
  changed: ReadonlySet<string> | 'all',
  attributes: ReadonlySet<string> | 'all',
  context: CommandContext,
): Doc {
  const doc = { ...record.doc };
  const touched = new Set(changed === 'all' ? [] : changed);
  for (const field of inOrder(definition)) {
    const names = namesIn(field.formula);
    const affected =
      changed === 'all' ||
      names.some((name) => touched.has(name)) ||
      (attributes !== 'all' && attributes.size > 0 && names.includes('record'));
    if (!affected) continue;
    const value = computed(definition, field, { ...record, doc }, context);
    if (value === undefined) delete doc[field.key];
    else doc[field.key] = value;
    touched.add(field.key);
  }
  return doc;
}

/** The number a product row's quantity formula gives; null where it gives none. */
export function evaluateNumber(
  definition: EntityType,
  record: RecordState,
  formula: string,
  context: CommandContext,
): number | null {
  const result = evaluate(formula, scopeOf(definition, record, context));
  return result.ok && typeof result.value === 'number' && Number.isFinite(result.value) ? result.value : null;
}

/** Values that fields begin with: constants, and formulas over what was sent. */
export function defaultValues(definition: EntityType, record: RecordState, context: CommandContext): Doc {
  const doc: Doc = {};
  for (const field of definition.fields) {
    const value = field.default;
    if (value === undefined || value === null || field.formula !== undefined) continue;
    if (!isFormula(value)) doc[field.key] = value;
    else {
      const result = toField(definition, field, value, { ...record, doc: { ...doc, ...record.doc } }, context);
      if (result !== undefined) doc[field.key] = result;
    }
  }
  return doc;
}

function computed(
  definition: EntityType,
  field: Field,
  record: RecordState,
  context: CommandContext,
): JsonValue | undefined {
  return field.formula === undefined ? undefined : toField(definition, field, field.formula, record, context);
}

function toField(
  definition: EntityType,
  field: Field,
  formula: string,
  record: RecordState,
  context: CommandContext,
): JsonValue | undefined {
  const result = evaluate(formula, scopeOf(definition, record, context));
  if (!result.ok || result.value === null) return undefined;
  const { value } = result;
  if (typeof value === 'number') {
    return roundHalfUp(value, field.kind === 'money' ? moneyScale(field, { doc: record.doc }) : (field.scale ?? 10));
  }
  return kindOf(field).normalize(field, JSON.parse(JSON.stringify(value)) as JsonValue);
}

function scopeOf(definition: EntityType, record: RecordState, context: CommandContext): FeelContext {
  const scope: { [name: string]: unknown } = {};
  for (const field of definition.fields) {
    const value = record.doc[field.key] ?? null;
    const linked = field.kind === 'link' && typeof value === 'string' ? context.linked(value)?.doc : undefined;
    scope[field.key] = linked ?? value;
  }
  return {
    names: { ...scope, record: { ...record, owner: record.ownerId, doc: undefined } },
    now: context.now,
    timeZone: context.organization.timeZone,
  };
}

function inOrder(definition: EntityType): Field[] {
  const fields = definition.fields.filter(({ formula }) => formula !== undefined);
  const done: Field[] = [];
  const visit = (field: Field, path: string[]): void => {
    if (done.includes(field) || path.includes(field.key)) return;
    for (const name of namesIn(field.formula)) {
      const other = fields.find(({ key }) => key === name);
      if (other) visit(other, [...path, field.key]);
    }
    done.push(field);
  };
  for (const field of fields) visit(field, []);
  return done;
}

const namesIn = (formula: string | undefined): string[] => formula?.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? [];
