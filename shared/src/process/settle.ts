import { compileDocument, isComputed } from '../definition/document.ts';
import type { EntityType, Field, Stage } from '../definition/entity-type.ts';
import { type Fault, pointerToken } from '../fields/fault.ts';
import type { Doc, JsonValue } from '../fields/field.ts';
import type { FieldContext } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import { isRow } from '../fields/row.ts';
import { sameJson } from './changes.ts';
import type { CommandContext } from './command.ts';
import { compute, evaluateNumber } from './compute.ts';
import { ATTRIBUTES } from './formula-order.ts';
import { inputFaults } from './input.ts';
import { conditionallyMissing, missingForStage, requiredFaults } from './missing.ts';
import { newValueFaults } from './new-values.ts';
import type { RecordState } from './record.ts';
import { ok, type Result, refuse } from './refusal.ts';

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

export interface Settled {
  doc: Doc;
  changed: ReadonlySet<string>;
  /** Keys of empty fields that conditions ask for. */
  asked: string[];
  /** Keys of empty fields that the stage asks for. */
  askedByStage: string[];
}

/**
 * A document with what was sent put in: normalised, computed and checked.
 *
 * @returns the document and what is still asked for; refused with `forbidden`, or with every fault of the changed
 *   fields as `invalid_document`
 */
export function settle(settling: Settling): Result<Settled> {
  const { definition, record, input, before, context } = settling;
  const refusedInput = inputFaults(definition, input, context, before === undefined);
  if (refusedInput.some(({ code }) => code === 'forbidden')) {
    return refuse('forbidden', 'You may not write these fields.', refusedInput);
  }
  const entered = enter({ ...settling, input: { ...settling.defaults, ...input } });
  const doc = recomputed(settling, entered);
  const changed = keysChanged(record.doc, doc);
  const sent = new Set(Object.keys(input));
  const matters = (key: string): boolean => before === undefined || changed.has(key) || sent.has(key);
  const faults = [
    ...refusedInput,
    ...valueFaults(definition, doc, matters, context),
    ...definition.fields
      .filter((field) => changed.has(field.key) && !isComputed(field))
      .flatMap((field) => newValueFaults(field, record.doc[field.key], doc[field.key], context)),
  ];
  const missing = missingFields(settling, doc, changed);
  if (faults.length === 0) return ok({ doc, changed, ...missing });
  return invalid([...faults, ...requiredFaults([...missing.asked, ...missing.askedByStage])]);
}

/** Every fault of a document, each told once. */
export function invalid(faults: Fault[]): Result<never> {
  const errors = [...new Map(faults.map((fault) => [`${fault.path} ${fault.code}`, fault])).values()];
  const count = errors.length === 1 ? 'a fault' : `${errors.length} faults`;
  return refuse('invalid_document', `The document has ${count}.`, errors);
}

/** What a value's form may depend on: the country, the currency, the rest of the document. */
export function fieldContext(definition: EntityType, record: RecordState, context: CommandContext): FieldContext {
  return {
    defaultCountry: context.organization.defaultCountry,
    currency: context.organization.currency,
    doc: record.doc,
    evaluate: (formula) => evaluateNumber(definition, record, formula, context),
    titleOf: (id) => context.linked(id)?.title,
  };
}

function enter({ definition, record, input, context }: Settling): Doc {
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

/** Computed fields, and product rows whose quantities are computed from them or from others. */
function recomputed({ definition, record, before, context }: Settling, entered: Doc): Doc {
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
    if (field.kind !== 'lines' || isComputed(field) || !Array.isArray(value) || !value.some(hasFormula)) continue;
    const normalized = kindOf(field).normalize(field, value, values);
    if (normalized !== undefined) doc[field.key] = normalized;
  }
  return doc;
}

const hasFormula = (row: JsonValue): boolean => isRow(row) && row.quantityFormula !== undefined;

function keysChanged(before: Doc, after: Doc): Set<string> {
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

function valueFaults(
  definition: EntityType,
  doc: Doc,
  matters: (key: string) => boolean,
  context: CommandContext,
): Fault[] {
  const shape = compileDocument(definition)(doc, '/doc').filter(({ path }) => {
    const token = path.split('/')[2] ?? '';
    return definition.fields.some(({ key }) => pointerToken(key) === token && matters(key));
  });
  const misshapen = new Set(shape.map(({ path }) => path.split('/')[2]));
  const values: FieldContext = { ...context.organization, doc };
  const finer = definition.fields.filter(({ key }) => doc[key] !== undefined && matters(key) && !misshapen.has(key));
  return [...shape, ...finer.flatMap((field) => kindFaults(field, doc, values))];
}

function kindFaults(field: Field, doc: Doc, values: FieldContext): Fault[] {
  const value = doc[field.key];
  if (value === undefined) return [];
  return kindOf(field)
    .check(field, value, values)
    .map((fault) => ({ ...fault, path: `/doc/${field.key}${fault.path}` }));
}

/** On a new record all that is asked for, else what is asked for because of this change. */
function missingFields(
  { definition, record, before, stage, context }: Settling,
  doc: Doc,
  changed: ReadonlySet<string>,
): Pick<Settled, 'asked' | 'askedByStage'> {
  const after = { ...record, doc };
  const asked = conditionallyMissing(definition, after, context);
  const already = before && asked.length > 0 ? conditionallyMissing(definition, before, context) : [];
  const entering = !before || before.stage !== record.stage || before.funnel !== record.funnel;
  const byStage = stage ? missingForStage(definition, stage, after) : [];
  return {
    asked: asked.filter((key) => !already.includes(key)),
    askedByStage: entering ? byStage : byStage.filter((key) => changed.has(key)),
  };
}
