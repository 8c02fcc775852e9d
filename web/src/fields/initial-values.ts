import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';

/** Worked out by the server when the record is made. */
const isFormula = (value: unknown): boolean => typeof value === 'string' && value.startsWith('=');

/** What a form of a new record begins with: the fixed first values of its fields. */
export function initialValues(type: EntityType): Doc {
  return Object.fromEntries(
    type.fields.flatMap(({ key, default: value, retired, formula }) =>
      value === undefined || value === null || retired || formula !== undefined || isFormula(value)
        ? []
        : [[key, value]],
    ),
  );
}

/** The type as a form of a new record asks: a field that a formula fills in when it is left empty is not required. */
export function asked(type: EntityType): EntityType {
  if (!type.fields.some(({ required, default: value }) => required && isFormula(value))) return type;
  const fields = type.fields.map((field) => (isFormula(field.default) ? { ...field, required: undefined } : field));
  return { ...type, fields };
}
