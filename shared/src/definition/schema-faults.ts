import { type Fault, pointerToken } from '../fields/fault.ts';
import { FIELD_KEY, KEY } from './schema.ts';

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
  return { path, code: CODES[keyword] ?? 'invalid', message: mending(error) ?? `The value ${message}.` };
}

/** What would be right, where Ajv only says what is wrong. */
function mending({ keyword, params: { limit, pattern } }: SchemaError): string | undefined {
  switch (keyword) {
    case 'minLength':
      return limit === 1 ? 'This must not be empty.' : `Give at least ${limit} characters.`;
    case 'maxLength':
      return `Give at most ${limit} characters.`;
    case 'minItems':
      return limit === 1 ? 'There must be at least one.' : `There must be at least ${limit}.`;
    case 'maxItems':
      return `There may be at most ${limit}.`;
    case 'minimum':
      return `The least it may be is ${limit}.`;
    case 'maximum':
      return `The most it may be is ${limit}.`;
    case 'pattern':
      return PATTERNS[String(pattern)];
    default:
      return undefined;
  }
}

const PATTERNS: { [pattern: string]: string } = {
  [KEY]: 'Begin with a letter from A to Z, and go on with such letters, digits, "_" or "-".',
  [FIELD_KEY]: 'Begin with a letter from A to Z, and go on with such letters, digits or "_".',
  '^free$': 'Say "free", or list the ways as {"from": stage, "to": stage}.',
};

function listed(values: unknown): string {
  if (!Array.isArray(values)) return '';
  const shown = values.slice(0, 40).map(String).join(', ');
  return values.length > 40 ? `${shown}…` : shown;
}
