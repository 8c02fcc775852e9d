import { isComputed } from '../definition/document.ts';
import type { EntityType, Stage } from '../definition/entity-type.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { FieldContext } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import { isRow } from '../fields/row.ts';
import { sameJson } from './changes.ts';
import type { CommandContext } from './command.ts';
import { compute, evaluateNumber } from './compute.ts';
import { ATTRIBUTES } from './formula-order.ts';
import type { RecordState } from './record.ts';

export interface Settling {
  definition: EntityType;
  /** The record as it will be (stage, owner), still with the document it has. */
  record: RecordState;
  /** Values as they were sent; null clears. */
  input: Doc;
  /** Values of a new record for what was not sent. */
  defaults?: Doc;
  /** Absent for a new record, where every field matters. */
  before?: RecordState;
  /** The stage whose required fields count. */
  stage?: Stage;
  context: CommandContext;
}

/** What a value's form may depend on: the country, the currency, the rest of the document. */
function fieldContext(definition: EntityType, record: RecordState, context: CommandContext): FieldContext {
  return {
    defaultCountry: context.organization.defaultCountry,
    currency: context.organization.currency,
    doc: record.doc,
    evaluate: (formula) => evaluateNumber(definition, record, formula, context),
    titleOf: (id) => context.linked(id)?.title,
  };
}

/** The document with what was sent put in, normalised. */
export function enter({ definition, record, input, context }: Settling): Doc {
  const sent = definition.fields.filter((field) => Object.hasOwn(input, field.key) && !isComputed(field));
  const raw: Doc = { ...record.doc };
  for (const { key } of sent) raw[key] = input[key] ?? null;
  const doc = { ...record.doc };
  const values = fieldContext(definition, { ...record, doc: raw }, context);
  for (const field of sent) {
    const value = kindOf(field).normalize(field, input[field.key], values);
    if (value === undefined) delete doc[field.key];
    else doc[field.key] = value;
  }
  return doc;
}

/** Brought up to date: computed fields, and product rows whose quantities are computed from them or from others. */
export function recomputed({ definition, record, before, context }: Settling, entered: Doc): Doc {
  const attributes = before ? attributesChanged(before, record) : new Set<string>();
  const fields = before ? keysChanged(record.doc, entered) : 'all';
  const doc = compute(definition, { ...record, doc: entered }, { fields, attributes }, context);
  const rows = recomputedRows(definition, { ...record, doc }, context);
  const changed = keysChanged(doc, rows);
  return changed.size === 0
    ? doc
    : compute(definition, { ...record, doc: rows }, { fields: changed, attributes: new Set() }, context);
}

function recomputedRows(definition: EntityType, record: RecordState, context: CommandContext): Doc {
  const doc = { ...record.doc };
  const values = fieldContext(definition, record, context);
  for (const field of definition.fields) {
    const value = doc[field.key];
    if (field.kind !== 'lines' || isComputed(field) || !Array.isArray(value)) continue;
    // Totals have the decimals of a currency that may have changed too.
    if (field.currencyField === undefined && !value.some(hasFormula)) continue;
    const normalized = kindOf(field).normalize(field, value, values);
    if (normalized !== undefined) doc[field.key] = normalized;
  }
  return doc;
}

const hasFormula = (row: JsonValue): boolean => isRow(row) && row.quantityFormula !== undefined;

/** Keys whose values differ between two documents. */
export function keysChanged(before: Doc, after: Doc): Set<string> {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return new Set([...keys].filter((key) => !sameJson(before[key], after[key])));
}

function attributesChanged(before: RecordState, after: RecordState): Set<string> {
  return new Set(
    ATTRIBUTES.filter((name) => {
      const member = name === 'owner' ? 'ownerId' : name;
      return before[member] !== after[member];
    }),
  );
}
