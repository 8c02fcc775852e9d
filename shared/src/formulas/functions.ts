import { evaluate, FeelDate, type FeelDateTime, FeelFunction } from 'feelin';
import { type Budget, Stop } from './budget.ts';
import type { FeelType } from './formula.ts';
import { TEMPORAL_STEPS } from './operators.ts';
import { matches, replace, split } from './patterns.ts';
import { isEntries, typeOf } from './types.ts';

/** A function of FEEL (DMN 1.5 section 10.3.4): `feelin`'s own, with what it may cost. */
export interface Builtin {
  name: string;
  parameters: string[];
  result: FeelType;
  /** Pays, then calls with positional or named arguments. The result is null and a complaint when it cannot. */
  call(args: unknown[] | object, caller: Caller): unknown;
}

/** What a function may use of the evaluation that calls it. */
export interface Caller {
  now: FeelDateTime;
  budget: Budget;
  complain(code: string, message: string): void;
}

type Implementation = (args: unknown[], caller: Caller) => unknown;

const TEXTS = { list: 'string' } as const;
const LIST = { list: 'any' } as const;

/** Every function with the type of its result. */
const RESULTS: { [name: string]: FeelType } = {
  number: 'number',
  string: 'string',
  date: 'date',
  'date and time': 'dateTime',
  time: 'time',
  duration: 'duration',
  'years and months duration': 'duration',
  now: 'dateTime',
  today: 'date',
  not: 'boolean',
  substring: 'string',
  'string length': 'number',
  'upper case': 'string',
  'lower case': 'string',
  'substring before': 'string',
  'substring after': 'string',
  replace: 'string',
  contains: 'boolean',
  matches: 'boolean',
  'starts with': 'boolean',
  'ends with': 'boolean',
  split: TEXTS,
  'string join': 'string',
  'list contains': 'boolean',
  'list replace': LIST,
  count: 'number',
  min: 'number',
  max: 'number',
  sum: 'number',
  mean: 'number',
  all: 'boolean',
  any: 'boolean',
  sublist: LIST,
  append: LIST,
  concatenate: LIST,
  'insert before': LIST,
  remove: LIST,
  reverse: LIST,
  'index of': { list: 'number' },
  union: LIST,
  'distinct values': LIST,
  flatten: LIST,
  product: 'number',
  median: 'number',
  stddev: 'number',
  mode: { list: 'number' },
  decimal: 'number',
  floor: 'number',
  ceiling: 'number',
  abs: 'any',
  'round up': 'number',
  'round down': 'number',
  'round half up': 'number',
  'round half down': 'number',
  modulo: 'number',
  sqrt: 'number',
  log: 'number',
  exp: 'number',
  odd: 'boolean',
  even: 'boolean',
  is: 'boolean',
  before: 'boolean',
  after: 'boolean',
  meets: 'boolean',
  'met by': 'boolean',
  overlaps: 'boolean',
  'overlaps before': 'boolean',
  'overlaps after': 'boolean',
  finishes: 'boolean',
  'finished by': 'boolean',
  includes: 'boolean',
  during: 'boolean',
  starts: 'boolean',
  'started by': 'boolean',
  coincides: 'boolean',
  'day of year': 'number',
  'day of week': 'string',
  'month of year': 'string',
  'week of year': 'number',
  sort: LIST,
  'get value': 'any',
  'get entries': LIST,
  context: 'any',
  'context merge': 'any',
  'context put': 'any',
};

/** Functions of dates and times cost more than their arguments' length says. */
const TEMPORAL = new Set(
  ['date', 'date and time', 'time', 'duration', 'years and months duration', 'now', 'today', 'abs', 'is'].concat(
    ['before', 'after', 'meets', 'met by', 'overlaps', 'includes', 'day of year', 'day of week', 'month of year'],
    ['week of year'],
  ),
);

/** Functions that go through all parts of their arguments. */
const DEEP = new Set(['string', 'flatten', 'is', 'distinct values', 'union']);

/** Functions that compare each with each, or sort. */
const COMPARING = new Set(['distinct values', 'union', 'sort', 'median', 'mode']);

const ours: { [name: string]: Implementation } = {
  matches: ([input, pattern, flags], { budget }) => matches(text(input), text(pattern), optional(flags), budget),
  replace: ([input, pattern, replacement, flags], { budget }) =>
    replace(text(input), text(pattern), text(replacement), optional(flags), budget),
  split: ([input, delimiter], { budget }) => split(text(input), text(delimiter), budget),
  // the evaluation's clock, never the machine's
  now: (_args, { now }) => now,
  today: (_args, { now }) => new FeelDate(now.unwrap().toPlainDate()),
};

/** Says that an argument is not a text: the result is null, as in all functions of FEEL. */
class NotText extends Error {}

function text(value: unknown): string {
  const one = Array.isArray(value) && value.length === 1 ? value[0] : value;
  if (typeof one !== 'string') throw new NotText();
  return one;
}

const optional = (value: unknown): string => (value === undefined || value === null ? '' : text(value));

function nativeOf(name: string): FeelFunction {
  // known as a name without a value, it is read as a name and found among the functions
  const { value } = evaluate(name, { [name]: undefined });
  if (typeof value !== 'function' || !('$args' in value) || !Array.isArray(value.$args)) {
    throw new Error(`feelin has no function ${name}`);
  }
  return new FeelFunction((...args) => value(...args), value.$args);
}

/** The class that `feelin` returns, and does not export, when a function refuses its arguments. */
const Failure = nativeOf('modulo').invoke([1, 0]).constructor;

interface FailureShape {
  warning: string;
  template: string;
  values: { [name: string]: unknown };
}

function isFailure(value: unknown): value is FailureShape {
  return value instanceof Failure;
}

function builtin(name: string): Builtin {
  const native = nativeOf(name);
  const own = ours[name];
  const call: Builtin['call'] = (args, caller) => {
    pay(name, Array.isArray(args) ? args : Object.values(args), caller.budget);
    const implementation = own
      ? new FeelFunction((...given) => attempt(own, given, caller, name), native.parameterNames)
      : native;
    const result: unknown = implementation.invoke(args);
    if (typeof result === 'string') caller.budget.read(result);
    if (!isFailure(result)) return result ?? null;
    caller.complain(result.warning.toLowerCase(), explain(name, result));
    return null;
  };
  return { name, parameters: native.parameterNames, result: RESULTS[name] ?? 'any', call };
}

function attempt(own: Implementation, args: unknown[], caller: Caller, name: string): unknown {
  try {
    return own(args, caller);
  } catch (error) {
    if (error instanceof Stop) throw error;
    if (!(error instanceof NotText)) caller.complain('invalid_arguments', `${name}: ${(error as Error).message}`);
    return null;
  }
}

/** What a call costs at most, by the size of its arguments. */
function pay(name: string, args: unknown[], budget: Budget): void {
  budget.spend(TEMPORAL.has(name) ? TEMPORAL_STEPS : 5);
  for (const arg of args) {
    if (DEEP.has(name)) budget.walk(arg);
    else if (typeof arg === 'string') budget.read(arg);
    else if (Array.isArray(arg)) budget.spend(arg.length / 2);
    else if (isEntries(arg)) budget.spend(Object.keys(arg).length);
  }
  if (!COMPARING.has(name)) return;
  const items = args.flatMap((arg) => (Array.isArray(arg) ? arg : [arg]));
  const compound = items.some((item) => Array.isArray(item) || isEntries(item) || typeOf(item) === 'duration');
  budget.spend(compound && name !== 'sort' ? items.length ** 2 : items.length * 4);
}

function explain(name: string, failure: FailureShape): string {
  const said = Object.entries(failure.values).reduce(
    (message, [key, value]) => message.replace(`{${key}}`, () => briefly(value)),
    failure.template,
  );
  return failure.warning === 'FUNCTION_INVOCATION_FAILURE' ? `${name} does not take these arguments` : said;
}

/** A value as messages show it, short. */
export function briefly(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return `[${value.length} items]`;
  if (isEntries(value)) return '{…}';
  return value instanceof FeelFunction ? 'a function' : String(value);
}

export const BUILTINS: ReadonlyMap<string, Builtin> = new Map(
  Object.keys(RESULTS).map((name) => [name, builtin(name)]),
);
