import type { Fault } from '../fields/fault.ts';
import type { JsonValue } from '../fields/field.ts';
import type { JsonSchema } from '../fields/kind.ts';
import { kindOf } from '../fields/kinds.ts';
import { labelIn } from '../fields/option.ts';
import type { EntityType, Field } from './entity-type.ts';

import { compileForeignSchema, type SchemaCheck } from './validator.ts';

/** A computed field is never typed in, so only its kind binds it: bounds are for what people enter. */
export const isComputed = (field: Field): boolean => field.formula !== undefined;

/** Whether only Etapa itself writes the field. */
export const isReadOnly = (field: Field): boolean => isComputed(field) || field.kind === 'autonumber';

/** Whether the field may never be empty, whatever else the record holds. */
const alwaysRequired = (field: Field): boolean =>
  field.required === true && !isReadOnly(field) && field.visibleWhen === undefined && field.retired !== true;

/** JSON Schema of a field's stored value. */
function valueSchema(field: Field): JsonSchema {
  const { formula, min, max, maxLength, pattern, ...free } = field;
  return kindOf(field).schema(formula === undefined ? field : free);
}

/**
 * The JSON Schema (2020-12) that documents of a type are checked against, with standard keywords alone.
 * Read-only fields are never required, so that a document to be sent and a stored one both pass.
 */
export function documentSchema(definition: EntityType): { [keyword: string]: unknown } {
  const properties = definition.fields.map((field) => [
    field.key,
    {
      title: labelIn(field.label, 'en'),
      ...valueSchema(field),
      ...(isReadOnly(field) ? { readOnly: true } : {}),
    },
  ]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: labelIn(definition.name, 'en'),
    type: 'object',
    properties: Object.fromEntries(properties),
    required: definition.fields.filter(alwaysRequired).map(({ key }) => key),
    additionalProperties: false,
  };
}

const compiled = new WeakMap<EntityType, SchemaCheck>();

/**
 * The check of documents by `documentSchema`, compiled once per definition object.
 *
 * @returns a function giving every fault of a document, under `prefix` (`/doc`)
 */
export function compileDocument(definition: EntityType): SchemaCheck {
  const known = compiled.get(definition);
  if (known) return known;
  const check = compileForeignSchema(documentSchema(definition));
  compiled.set(definition, check);
  return check;
}

const compiledValues = new WeakMap<Field, SchemaCheck>();

/** What keeps a field from holding a stored value, whatever the rest of the document; paths lie below the value. */
export function valueFaults(field: Field, value: JsonValue): Fault[] {
  const known = compiledValues.get(field);
  const check = known ?? compileForeignSchema(valueSchema(field));
  if (!known) compiledValues.set(field, check);
  return check(value, '');
}

/** Whether a stored value is one that the field can hold, whatever the rest of the document. */
export const canHold = (field: Field, value: JsonValue): boolean => valueFaults(field, value).length === 0;
