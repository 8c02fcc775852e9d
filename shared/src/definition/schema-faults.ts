import { type Fault, pointerToken } from '../fields/fault.ts';

/** Most faults told of one document. */
export const MAX_FAULTS = 200;

/** What a validator says of one keyword that does not hold, in Ajv's words. */
export interface SchemaError {
  keyword: string;
  instancePath: string;
  params: { [name: string]: unknown };
  message?: string;
  /** Set where the fault is that of a member's name. */
  propertyName?: string;
}

const CODES: { [keyword: string]: string } = {
  type: 'wrong_type',
  enum: 'not_allowed',
  const: 'not_allowed',
  format: 'bad_format',
  pattern: 'bad_format',
  propertyNames: 'bad_key',
  multipleOf: 'too_precise',
  minLength: 'too_short',
  maxLength: 'too_long',
  minimum: 'too_small',
  exclusiveMinimum: 'too_small',
  maximum: 'too_large',
  exclusiveMaximum: 'too_large',
  minItems: 'too_few',
  maxItems: 'too_many',
  minProperties: 'too_few',
  maxProperties: 'too_many',
  uniqueItems: 'repeated',
};

/**
 * What a validator found, one fault per problem, in plain words.
 *
 * @param prefix JSON Pointer of the checked value within what the caller was given, such as `/doc`
 */
export function schemaFaults(errors: readonly SchemaError[], prefix: string): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors) {
    const fault = faultOf(error, prefix);
    if (fault && faults.size < MAX_FAULTS) faults.set(`${fault.path} ${fault.code}`, fault);
  }
  const mistyped = [...faults.values()].filter(({ code }) => code === 'wrong_type').map(({ path }) => path);
  return [...faults.values()].filter((fault) => !mistyped.some((path) => follows(fault, path)));
}

/** Whether a fault only follows from the value at a path, or within it, being of a wrong type. */
function follows({ path, code }: Fault, mistyped: string): boolean {
  if (code === 'wrong_type') return false;
  return path === mistyped || (code === 'repeated' && mistyped.startsWith(`${path}/`));
}

function faultOf(error: SchemaError, prefix: string): Fault | null {
  const { keyword, instancePath, params, message = 'is not valid' } = error;
  const path = prefix + instancePath;
  switch (keyword) {
    // What these lead to reports its own faults, which say more.
    case 'if':
    case '$ref':
      return null;
    case 'additionalProperties':
      return {
        path: `${path}/${pointerToken(String(params.additionalProperty))}`,
        code: 'unknown_key',
        message: 'This key is not known here.',
      };
    case 'required':
      return {
        path: `${path}/${pointerToken(String(params.missingProperty))}`,
        code: 'required',
        message: 'This is required.',
      };
    case 'enum':
      return { path, code: 'not_allowed', message: `Must be one of: ${listed(params.allowedValues)}.` };
    case 'pattern':
    case 'minLength':
      // A key with a wrong shape already says so through `propertyNames`.
      if (error.propertyName !== undefined) return null;
  }
  return { path, code: CODES[keyword] ?? 'invalid', message: `The value ${message}.` };
}

function listed(values: unknown): string {
  if (!Array.isArray(values)) return '';
  const shown = values.slice(0, 20).map(String).join(', ');
  return values.length > 20 ? `${shown}…` : shown;
}
