import { evaluate, FeelFunction, FeelRange } from 'feelin';
import type { Budget } from './budget.ts';
import { typeOf } from './types.ts';

/** What FEEL means by each operator is `feelin`'s to say: these are its own, compiled once and called with values. */
export interface Operator {
  (left: unknown, right: unknown): unknown;
  /** What it has complained of since last asked. */
  complaints(): { code: string; message: string }[];
}

function operator(expression: string): Operator {
  const { value, warnings } = evaluate(`function(a, b) ${expression}`);
  if (!(value instanceof FeelFunction)) throw new Error(`feelin does not know ${expression}`);
  const run = (left: unknown, right: unknown): unknown => value.fn(left, right);
  // feelin goes on adding to the list of the evaluation that made the function
  const complaints = () => warnings.splice(0).map(({ type, message }) => ({ code: type.toLowerCase(), message }));
  return Object.assign(run, { complaints });
}

const SLOW: { [symbol: string]: Operator } = Object.fromEntries(
  ['+', '-', '*', '/', '**', '=', '!=', '<', '<=', '>', '>='].map((symbol) => [symbol, operator(`a ${symbol} b`)]),
);

const FAST: { [symbol: string]: (a: number, b: number) => unknown } = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? null : a / b),
  '**': (a, b) => a ** b,
  '=': (a, b) => a === b,
  '!=': (a, b) => a !== b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** Steps that one calculation with dates, times or durations is worth. */
export const TEMPORAL_STEPS = 40;

/**
 * @param complain is told why the result is null
 * @returns a binary operator in bounded work. NaN is left to `feelin`
 */
export function binary(
  symbol: string,
): (left: unknown, right: unknown, budget: Budget, complain: (code: string, message: string) => void) => unknown {
  const name = symbol === '^' ? '**' : symbol;
  const slow = SLOW[name];
  const fast = FAST[name];
  if (!slow || !fast) throw new Error(`no operator ${symbol}`);
  return (left, right, budget, complain) => {
    if (typeof left === 'number' && typeof right === 'number' && !Number.isNaN(left + right)) {
      const result = fast(left, right);
      if (result === null) complain('division_by_zero', 'Division by zero gives nothing.');
      return finite(result, complain);
    }
    budget.walk(left);
    budget.walk(right);
    if (typeof left === 'string' && typeof right === 'string' && name === '+') {
      budget.spend((left.length + right.length) >> 5);
      if (left.length + right.length > budget.limits.text) budget.read(left + right);
      return left + right;
    }
    budget.spend(isPlain(left) && isPlain(right) ? 5 : TEMPORAL_STEPS);
    const result = slow(left, right);
    for (const { code, message } of slow.complaints()) complain(code, message);
    return finite(result, complain);
  };
}

/** What is no number, such as a date times a date, is null here. */
function finite(result: unknown, complain: (code: string, message: string) => void): unknown {
  if (typeof result !== 'number' || Number.isFinite(result)) return result;
  complain('not_a_number', 'This calculation gives no number.');
  return null;
}

const PLAIN = new Set(['nil', 'boolean', 'number', 'string']);
const isPlain = (value: unknown): boolean => PLAIN.has(typeOf(value));

const INTERVALS: { [brackets: string]: Operator } = {
  '[]': operator('[a..b]'),
  '[)': operator('[a..b)'),
  '(]': operator('(a..b]'),
  '()': operator('(a..b)'),
};

/** @throws Error when the ends are of kinds that make no range */
export function interval(start: unknown, end: unknown, startIncluded: boolean, endIncluded: boolean): unknown {
  const make = INTERVALS[`${startIncluded ? '[' : '('}${endIncluded ? ']' : ')'}`];
  return make?.(start, end);
}

const EQUAL = operator('a = b');
/** FEEL's equality: null where the two cannot be compared. */
export const equal = (a: unknown, b: unknown): unknown => EQUAL(a, b);

/** The elements of a range of whole steps or letters. @throws Error where a range has none */
export function elementsOf(range: FeelRange, budget: Budget): unknown[] {
  const { start, end } = range;
  if (range.valueType !== 'number' || typeof start !== 'number' || typeof end !== 'number') {
    return range.map((value) => value);
  }
  const steps = Math.floor(Math.abs(end - start));
  budget.spend(steps);
  const direction = start > end ? -1 : 1;
  const elements: number[] = [];
  for (let step = 0; step <= steps; step += 1) {
    const element: number = start + direction * step;
    if (element === start && !range['start included']) continue;
    if (element === end && !range['end included']) continue;
    elements.push(element);
  }
  return elements;
}
