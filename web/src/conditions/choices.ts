import { type Operator, SYSTEM_FIELDS } from '@etapa/shared/conditions/condition';
import type { ConditionSchema } from '@etapa/shared/conditions/context';
import { operatorsFor } from '@etapa/shared/conditions/operators';
import { type FieldReference, resolveField } from '@etapa/shared/conditions/reference';
import type { EntityType } from '@etapa/shared/definition/entity-type';

/** A name a condition may begin with. */
export interface FieldChoice {
  name: string;
  reference: FieldReference;
}

/** The definition as conditions read it, with the types its links lead to. */
export function schemaOf(type: EntityType, types: readonly EntityType[]): ConditionSchema {
  return { ...type, linkedType: (key) => types.find((other) => other.key === key) };
}

/** What one may ask of records of a type: its fields, those of linked records, and what every record has. */
export function fieldChoices(type: EntityType, types: readonly EntityType[]): FieldChoice[] {
  const schema = schemaOf(type, types);
  const own = type.fields.filter((field) => !field.retired).map((field) => field.key);
  const linked = type.fields.flatMap((field) => {
    if (field.retired || (field.kind !== 'link' && field.kind !== 'links')) return [];
    const target = types.find((other) => other.key === field.target);
    return (target?.fields ?? []).filter((other) => !other.retired).map((other) => `${field.key}.${other.key}`);
  });
  const system = SYSTEM_FIELDS.filter(
    (name) => name !== '$id' && (type.funnels?.length || !['$funnel', '$stage', '$stageGroup'].includes(name)),
  );
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
