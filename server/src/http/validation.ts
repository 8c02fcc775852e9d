import type { Fault } from '@etapa/shared/process/refusal';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import type { TSchema } from 'typebox';
import { pointerPart } from './json-body.ts';

/** Most faults told of one request. */
const MAX_FAULTS = 100;

const formats = new Ajv2020({ formats: fullFormats });
const isRfcTime = formats.compile({ type: 'string', format: 'date-time' });
const isRfcDate = formats.compile({ type: 'string', format: 'date' });

/** Times that JavaScript and PostgreSQL both know: no leap seconds, no year 0. */
const isTime = (text: string): boolean =>
  isRfcTime(text) && !text.startsWith('0000') && !Number.isNaN(Date.parse(text));

const ajv = new Ajv2020({
  allErrors: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  ownProperties: true,
  formats: {
    ...fullFormats,
    'date-time': { type: 'string', validate: isTime },
    date: { type: 'string', validate: (text: string) => isRfcDate(text) && !text.startsWith('0000') },
  },
});
ajv.addVocabulary(['x-json']);

/** Compiles a schema: what it returns gives every fault of a value, none when it fits. */
export function validator(schema: TSchema): (value: unknown) => Fault[] {
  let validate: ValidateFunction | undefined;
  return (value) => {
    // Compiled when first needed: a start does not pay for calls nobody makes.
    validate ??= ajv.compile(schema);
    if (validate(value)) return [];
    return faultsOf(validate.errors ?? []);
  };
}

function faultsOf(errors: ErrorObject[]): Fault[] {
  const faults = new Map<string, Fault>();
  for (const error of errors.slice(0, MAX_FAULTS * 4)) {
    const fault = faultOf(error);
    if (fault) faults.set(`${fault.path} ${fault.code}`, fault);
    if (faults.size === MAX_FAULTS) break;
  }
  return [...faults.values()];
}

const CODES: { [keyword: string]: string } = {
  type: 'wrong_type',
  enum: 'not_allowed',
  const: 'not_allowed',
  format: 'bad_format',
  pattern: 'bad_format',
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

function faultOf({ keyword, instancePath, params, message = 'is not valid' }: ErrorObject): Fault | null {
  if (keyword === 'additionalProperties' || keyword === 'unevaluatedProperties') {
    const key = String(params.additionalProperty ?? params.unevaluatedProperty);
    return { path: `${instancePath}/${pointerPart(key)}`, code: 'unknown_key', message: 'This key is not known here.' };
  }
  if (keyword === 'required') {
    const path = `${instancePath}/${pointerPart(String(params.missingProperty))}`;
    return { path, code: 'required', message: 'This is required.' };
  }
  // The branches of a union report their own faults, which say more.
  if (keyword === 'if' || keyword === '$ref') return null;
  if (keyword === 'anyOf' || keyword === 'oneOf') {
    return { path: instancePath, code: 'no_match', message: 'Must match one of the allowed shapes.' };
  }
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as unknown[]).join(', ')}` : '';
  return { path: instancePath, code: CODES[keyword] ?? 'invalid', message: `Value ${message}${allowed}.` };
}
