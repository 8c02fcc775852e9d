import { FeelDate, FeelDateTime, FeelDuration, FeelFunction, FeelRange, FeelTime } from 'feelin';

/** The names `feelin` gives to types of values while it runs. */
export type RuntimeType =
  | 'nil'
  | 'boolean'
  | 'number'
  | 'string'
  | 'list'
  | 'context'
  | 'date'
  | 'time'
  | 'date time'
  | 'duration'
  | 'range'
  | 'function'
  | 'literal';

export type Entries = { [name: string]: unknown };

export const isEntries = (value: unknown): value is Entries =>
  value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype;

/** What a value is to FEEL; `literal` is anything that FEEL does not know. */
export function typeOf(value: unknown): RuntimeType {
  if (value === null || value === undefined) return 'nil';
  if (typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') {
    return typeof value as 'boolean' | 'number' | 'string';
  }
  if (Array.isArray(value)) return 'list';
  if (isEntries(value)) return 'context';
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date time';
  if (value instanceof FeelDuration) return 'duration';
  if (value instanceof FeelRange) return 'range';
  if (value instanceof FeelFunction) return 'function';
  return 'literal';
}

const NAMED: { [name: string]: (value: unknown) => boolean } = {
  Any: (value) => typeOf(value) !== 'nil',
  Null: (value) => value === null,
  number: (value) => typeOf(value) === 'number',
  string: (value) => typeOf(value) === 'string',
  boolean: (value) => typeOf(value) === 'boolean',
  date: (value) => typeOf(value) === 'date',
  time: (value) => typeOf(value) === 'time',
  'date and time': (value) => typeOf(value) === 'date time',
  duration: (value) => typeOf(value) === 'duration',
  'days and time duration': (value) => value instanceof FeelDuration && !value.yearsMonths,
  'years and months duration': (value) => value instanceof FeelDuration && value.yearsMonths,
  context: (value) => typeOf(value) === 'context',
  list: (value) => typeOf(value) === 'list',
  range: (value) => typeOf(value) === 'range',
  function: (value) => typeOf(value) === 'function',
};

/** The right side of `instance of`, DMN 1.5 section 10.3.2.8. */
export type TypeTest =
  | { kind: 'name'; name: string }
  | { kind: 'list'; element: TypeTest | undefined }
  | { kind: 'context'; entries: { name: string; type: TypeTest | undefined }[] }
  | { kind: 'function' };

export function isInstance(value: unknown, test: TypeTest | undefined): boolean {
  if (!test) return false;
  switch (test.kind) {
    case 'name':
      return NAMED[test.name]?.(value) ?? false;
    case 'list':
      return Array.isArray(value) && value.every((item) => isInstance(item, test.element));
    case 'context':
      return isEntries(value) && test.entries.every(({ name, type }) => name in value && isInstance(value[name], type));
    case 'function':
      return typeOf(value) === 'function';
  }
}
