import { compileDocument, isComputed } from '../definition/document.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import { type Fault, pointerToken } from '../fields/fault.ts';
import type { Doc } from '../fields/field.ts';
import type { FieldContext } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import type { CommandContext } from './command.ts';
import { enter, keysChanged, recomputed, type Settling } from './enter.ts';
import { inputFaults } from './input.ts';
import { conditionallyMissing, missingForStage, requiredFaults } from './missing.ts';
import { newValueFaults } from './new-values.ts';
import { ok, type Result, refuse } from './refusal.ts';

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
  const matters = ({ key, currencyField }: Field): boolean =>
    before === undefined ||
    changed.has(key) ||
    sent.has(key) ||
    (currencyField !== undefined && changed.has(currencyField));
  const wrong = valueFaults(definition, doc, matters, context);
  const told = new Set(wrong.map(({ path }) => path.split('/')[2]));
  const faults = [
    ...refusedInput,
    ...wrong,
    ...definition.fields
      .filter((field) => changed.has(field.key) && !isComputed(field) && !told.has(pointerToken(field.key)))
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

function valueFaults(
  definition: EntityType,
  doc: Doc,
  matters: (field: Field) => boolean,
  context: CommandContext,
): Fault[] {
  const shape = compileDocument(definition)(doc, '/doc').filter(({ path }) => {
    const token = path.split('/')[2] ?? '';
    return definition.fields.some((field) => pointerToken(field.key) === token && matters(field));
  });
  const misshapen = new Set(shape.map(({ path }) => path.split('/')[2]));
  const values: FieldContext = { ...context.organization, doc };
  const finer = definition.fields.filter(
    (field) => doc[field.key] !== undefined && matters(field) && !misshapen.has(field.key),
  );
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
