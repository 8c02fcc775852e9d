import { check } from '@etapa/shared/conditions/check';
import { OPERATORS, type Operator, SYSTEM_FIELDS, type SystemField } from '@etapa/shared/conditions/condition';
import type { ConditionSchema } from '@etapa/shared/conditions/context';
import { arity, operatorsFor } from '@etapa/shared/conditions/operators';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { datasetOf } from '@etapa/shared/reports/dataset-fields';

/** A name a condition may begin with. */
export interface FieldChoice {
  name: string;
  reference: FieldReference;
}

/** The definition as conditions read it, with the types its links lead to. */
export function schemaOf(type: EntityType, types: readonly EntityType[]): ConditionSchema {
  return { ...type, linkedType: (key) => types.find((other) => other.key === key) };
}

const OF_FUNNELS: SystemField[] = ['$funnel', '$stage', '$stageGroup'];

/** What every record has that is asked of linked ones. */
const LINKED_SYSTEM: SystemField[] = ['$stage', '$stageGroup', '$owner', '$createdAt', '$lastActivityAt', '$closedAt'];

/** What one may ask of records of a type: its fields, those of linked records, and what every record has. */
export function fieldChoices(type: EntityType, types: readonly EntityType[]): FieldChoice[] {
  const schema = schemaOf(type, types);
  // Rows of a report are no field that has a value of its own: only what they hold can be asked.
  const isRows = ({ target }: Field) => target !== undefined && datasetOf(target) !== undefined;
  const own = type.fields.filter((field) => !field.retired && !isRows(field)).map((field) => field.key);
  const linked = type.fields.flatMap((field) => {
    if (field.retired || (field.kind !== 'link' && field.kind !== 'links')) return [];
    const target = types.find((other) => other.key === field.target);
    if (!target) return [];
    const system = LINKED_SYSTEM.filter((name) => target.funnels?.length || !OF_FUNNELS.includes(name));
    const names = [...target.fields.filter((other) => !other.retired).map(({ key }) => key), ...system];
    return names.map((name) => `${field.key}.${name}`);
  });
  const system = SYSTEM_FIELDS.filter((name) => name !== '$id' && (type.funnels?.length || !OF_FUNNELS.includes(name)));
  return [...own, ...linked, ...system].flatMap((name) => {
    const reference = resolveField(name, schema);
    return reference ? [{ name, reference }] : [];
  });
}

const LIKELY: Operator[] = ['contains', 'withinLast', '>=', 'in', '='];

/** The comparison a new term begins with: the one people most often want of this kind of field. */
export function firstOperator(reference: FieldReference): Operator {
  const offered = operatorsFor(reference, false);
  return LIKELY.find((operator) => offered.includes(operator)) ?? offered[0] ?? 'notNull';
}

/** Comparisons that say nothing which a simpler one does not say of this kind. */
const NEEDLESS: { [family: string]: Operator[] } = { boolean: ['in', 'notIn'], duration: ['in', 'notIn'] };

/** The comparisons to offer for a field, with the one that is chosen already. */
export function offeredOperators(reference: FieldReference, ofEvent: boolean, chosen?: string): Operator[] {
  const needless = NEEDLESS[reference.family] ?? [];
  return operatorsFor(reference, ofEvent).filter((one) => one === chosen || !needless.includes(one));
}

/** Other fields that a field can be compared with, by the core's own check. */
export function comparableFields(
  field: string,
  operator: string,
  choices: readonly FieldChoice[],
  schema: ConditionSchema,
): FieldChoice[] {
  const known = OPERATORS.find((one) => one === operator);
  if (!known || arity(known) !== 'one') return [];
  return choices.filter(({ name }) => {
    const rule = { field, operator: known, value: name, valueSource: 'field' as const };
    return name !== field && check({ combinator: 'and', rules: [rule] }, schema, { event: true }).length === 0;
  });
}
