import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { Fault } from '../fields/fault.ts';
import { safeRegExp } from '../fields/pattern.ts';
import { interpreted } from './interpret.ts';
import { type SchemaError, schemaFaults } from './schema-faults.ts';

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
  return checkWith(schema, options);
}

/** The same for a schema with patterns that people wrote: each runs in linear time, so none can hold up the server. */
export function compileForeignSchema(schema: object): SchemaCheck {
  return checkWith(schema, { ...options, code: { regExp: safeRegExp } });
}

function checkWith(schema: object, ajvOptions: Options): SchemaCheck {
  const errorsOf = mayMakeCode() ? compiled(schema, ajvOptions) : interpreted(schema);
  return (value, prefix) => schemaFaults(errorsOf(value), prefix);
}

function compiled(schema: object, ajvOptions: Options): (value: unknown) => SchemaError[] {
  const validate = new Ajv2020(ajvOptions).compile(schema);
  return (value) => (validate(value) ? [] : (validate.errors ?? []));
}

let codeMade: boolean | undefined;

/** Whether code may be made from text: a page's security policy may forbid it. */
function mayMakeCode(): boolean {
  if (codeMade !== undefined) return codeMade;
  try {
    new Function('');
    codeMade = true;
  } catch {
    codeMade = false;
  }
  return codeMade;
}
