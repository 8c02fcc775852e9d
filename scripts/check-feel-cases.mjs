import { readFileSync } from 'node:fs';
import { date, dateAndTime, duration, FeelRange, isFunction, time } from 'feelin';
import { evaluate } from '../shared/dist/formulas/evaluate.js';

/**
 * Our formulas against the DMN TCK: `node scripts/check-feel-cases.mjs feel-cases.json`.
 * What `feelin` gives right must be right here; what it cannot do is an answer or an error with a place, never a crash.
 */
const SLOWEST = 200;
const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));

const UNKNOWN = Symbol('no value of feelin');

const values = {
  decimal: Number,
  string: (text) => text ?? '',
  boolean: (text) => text === 'true',
  date,
  dateTime: dateAndTime,
  time,
  duration,
};

function feelValue(described) {
  if (!described || described.kind === 'null') return null;
  if (described.kind === 'list') return described.items.map(feelValue);
  if (described.kind === 'context') {
    return Object.fromEntries(Object.entries(described.entries).map(([name, entry]) => [name, feelValue(entry)]));
  }
  const read = values[described.type];
  if (!read) throw new Error(`unknown type ${described.type}`);
  try {
    return read(described.text);
  } catch {
    return UNKNOWN; // years before Christ, which feelin does not have
  }
}

/** As FEEL has it: a list of one thing is that thing. */
const single = (value) => (Array.isArray(value) && value.length === 1 ? value[0] : value);

function same(left, right) {
  const [a, b] = Array.isArray(left) && Array.isArray(right) ? [left, right] : [single(left), single(right)];
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= 1e-8 * Math.max(1, Math.abs(b));
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  if (a && b && Object.getPrototypeOf(a) === Object.prototype && Object.getPrototypeOf(b) === Object.prototype) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => name in b && same(a[name], b[name]));
  }
  if (a && b && typeof a === 'object' && typeof b === 'object') return String(a) === String(b) || comparable(a, b);
  return a === b;
}

const about = (names) => ({ names, now: '2026-01-15T12:00:00Z', timeZone: 'UTC' });

const comparable = (a, b) => evaluate('= a = b', about({ a, b })).value === true;

const show = (value) =>
  value instanceof FeelRange || isFunction(value)
    ? String(value)
    : (JSON.stringify(value)?.slice(0, 120) ?? 'undefined');

const wrong = [];
const count = { right: 0, error: 0, other: 0 };
let slowest = { ms: 0, expression: '' };

for (const { expression, context, expected, feelin_8_2_0: feelin, dir, test } of cases) {
  const given = Object.fromEntries(Object.entries(context ?? {}).map(([name, value]) => [name, feelValue(value)]));
  const say = (what) => wrong.push(`${dir} ${test}: ${expression}\n    ${what}`);
  const started = performance.now();
  let result;
  try {
    result = evaluate(expression, about(given));
  } catch (error) {
    say(`crashed: ${error}`);
    continue;
  }
  const ms = performance.now() - started;
  if (ms > slowest.ms) slowest = { ms, expression };
  if (ms > SLOWEST) say(`took ${ms.toFixed(0)} ms`);

  if (!result.ok) {
    count.error += 1;
    if (!result.position) say(`an error without a place: ${result.reason}`);
    if (feelin === 'pass' && expected.kind !== 'null')
      say(`expected ${show(feelValue(expected))}, got “${result.reason}”`);
  } else if (same(result.value, feelValue(expected))) {
    count.right += 1;
  } else if (feelin === 'pass') {
    say(
      `expected ${show(feelValue(expected))}, got ${show(result.value)} ${result.warnings.map(({ message }) => message)}`,
    );
  } else {
    count.other += 1;
  }
}

const heading = `FEEL cases: ${cases.length}; right ${count.right}, refused with a place ${count.error}, other ${count.other}`;
console.log(`${heading}; slowest ${slowest.ms.toFixed(1)} ms (${slowest.expression.slice(0, 60)})`);
if (wrong.length > 0) {
  console.error(`${wrong.length} of ${cases.length} cases are wrong:\n  ${wrong.join('\n  ')}`);
  process.exit(1);
}
