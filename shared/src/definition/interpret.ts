import { Errors, type XSchema } from 'typebox/schema';
import { Settings } from 'typebox/system';
import { safeRegExp } from '../fields/pattern.ts';
import { MAX_FAULTS, type SchemaError } from './schema-faults.ts';

/**
 * Checks by walking the schema each time: where a page's security policy lets no code be made from text, which is
 * how Ajv works. Finds what Ajv finds, some tens of times slower: plenty for one form.
 *
 * @returns a function giving what is wrong with a value
 */
export function interpreted(schema: object): (value: unknown) => SchemaError[] {
  Settings.Set({ maxErrors: MAX_FAULTS });
  const prepared = withSafePatterns(schema) as XSchema;
  return (value) => Errors(prepared, value)[1].flatMap(singly);
}

/** Ajv tells of each missing and each unknown member by itself. */
function singly(error: SchemaError & { schemaPath: string }): SchemaError[] {
  const { keyword, params, schemaPath } = error;
  // The name as a whole is told of by `propertyNames` itself.
  if (schemaPath.endsWith('/propertyNames')) return [];
  if (keyword === 'required') {
    return namesOf(params.requiredProperties).map((missingProperty) => ({ ...error, params: { missingProperty } }));
  }
  if (keyword === 'additionalProperties') {
    const names = namesOf(params.additionalProperties);
    return names.map((additionalProperty) => ({ ...error, params: { additionalProperty } }));
  }
  // What `additionalProperties: false` says of the member itself.
  return keyword === 'boolean' ? [] : [error];
}

const namesOf = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : []);

/** A copy whose patterns are testers that run in linear time. */
function withSafePatterns(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withSafePatterns);
  if (part === null || typeof part !== 'object') return part;
  const members = Object.entries(part).map(([name, value]) => [
    name,
    name === 'pattern' && typeof value === 'string' ? tester(value) : withSafePatterns(value),
  ]);
  return Object.fromEntries(members);
}

/** TypeBox asks a regular expression of its own class whether a text meets it: the answer is the safe tester's. */
function tester(pattern: string): RegExp {
  const safe = safeRegExp(pattern);
  return Object.assign(new RegExp(pattern, 'u'), { test: (text: string) => safe.test(text) });
}
