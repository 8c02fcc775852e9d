import { evaluate } from '../conditions/evaluate.ts';
import { isReadOnly } from '../definition/document.ts';
import type { EntityType, Field, Stage } from '../definition/entity-type.ts';
import type { Fault } from '../fields/fault.ts';
import { kindOf } from '../fields/kinds.ts';
import type { CommandContext } from './command.ts';
import { conditionContext } from './condition-context.ts';
import type { RecordState } from './record.ts';

/**
 * Keys of empty fields that conditions ask for here and now: shown and `required`, or shown and `requiredWhen` holds.
 * A field nobody can see is never asked for. Fields that are always required are the schema's to name.
 */
export function conditionallyMissing(definition: EntityType, record: RecordState, context: CommandContext): string[] {
  const conditional = definition.fields.filter(
    (field) =>
      (field.requiredWhen || (field.required && field.visibleWhen)) &&
      !isReadOnly(field) &&
      !field.retired &&
      isEmptyIn(record, field),
  );
  if (conditional.length === 0) return [];
  const conditions = conditionContext(definition, record, context);
  return conditional
    .filter(({ visibleWhen }) => !visibleWhen || evaluate(visibleWhen, conditions))
    .filter(({ required, requiredWhen }) => required || (requiredWhen && evaluate(requiredWhen, conditions)))
    .map(({ key }) => key);
}

/** Keys of the fields a stage asks for that are empty. */
export function missingForStage(definition: EntityType, stage: Stage, record: RecordState): string[] {
  return (stage.required ?? []).filter((key) => {
    const field = definition.fields.find((each) => each.key === key);
    return field !== undefined && isEmptyIn(record, field);
  });
}

export const requiredFaults = (keys: readonly string[]): Fault[] =>
  [...new Set(keys)].map((key) => ({ path: `/doc/${key}`, code: 'required', message: 'This is required.' }));

const isEmptyIn = (record: RecordState, field: Field): boolean => kindOf(field).empty(record.doc[field.key]);
