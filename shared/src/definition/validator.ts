import { Ajv2020 } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Fault } from '../fields/fault.ts';
import { safeRegExp } from '../fields/pattern.ts';
import { schemaFaults } from './schema-faults.ts';

const options = {
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  ownProperties: true,
  formats: fullFormats,
} as const;

export type SchemaCheck = (value: unknown, prefix: string) => Fault[];

/**
 * Compiles a schema that Etapa's own code wrote.
 *
 * @returns a check that gives every fault, under `prefix` (a JSON Pointer)
 */
export function compileSchema(schema: object): SchemaCheck {
  return checkWith(new Ajv2020(options).compile(schema));
}

/** The same for a schema with patterns that people wrote: each runs in linear time, so none can hold up the server. */
export function compileForeignSchema(schema: object): SchemaCheck {
  return checkWith(new Ajv2020({ ...options, code: { regExp: safeRegExp } }).compile(schema));
}

function checkWith(validate: ReturnType<Ajv2020['compile']>): SchemaCheck {
  return (value, prefix) => (validate(value) ? [] : schemaFaults(validate.errors ?? [], prefix));
}
