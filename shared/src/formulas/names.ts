import { FeelDate, FeelDateTime, FeelDuration, FeelRange, FeelTime } from 'feelin';
import { normalizeContextKey } from 'lezer-feel';
import type { Budget } from './budget.ts';
import { isEntries } from './types.ts';

/** Names in scope, innermost first. What is not there is asked further out. */
export interface Names {
  readonly values: object;
  readonly outer: Names | undefined;
}

/** The value of a variable; undefined where no such name is in scope. */
export function lookUp(name: string, names: Names, budget: Budget): unknown {
  for (let at: Names | undefined = names; at; at = at.outer) {
    if (isThere(name, at.values)) return (at.values as { [name: string]: unknown })[name];
  }
  for (let at: Names | undefined = names; at; at = at.outer) {
    const value = entryAlike(name, at.values, budget);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Among names that are worked out when they are read (see `context.ts`), too; those inherit from nothing. */
function isThere(name: string, values: object): boolean {
  return Object.hasOwn(values, name) || (!isEntries(values) && name in values);
}

/**
 * A property by its name: an entry of a context, a part of a date, time, duration or range.
 * Nothing else of an object is ever shown to a formula. Undefined where there is none.
 */
export function property(name: string, target: unknown, budget: Budget): unknown {
  if (isEntries(target)) {
    return Object.hasOwn(target, name) ? target[name] : entryAlike(name, target, budget);
  }
  const wanted = normalizeContextKey(name);
  for (const [Class, shown] of SHOWN) {
    if (target instanceof Class && shown.includes(wanted)) return Reflect.get(target, wanted);
  }
  return undefined;
}

const DAY = ['year', 'month', 'day', 'weekday'];
const CLOCK = ['hour', 'minute', 'second', 'timezone', 'time offset'];
const SHOWN: [Class: abstract new (...args: never[]) => object, names: string[]][] = [
  [FeelDate, DAY],
  [FeelTime, CLOCK],
  [FeelDateTime, [...DAY, ...CLOCK]],
  [FeelDuration, ['years', 'months', 'days', 'hours', 'minutes', 'seconds']],
  [FeelRange, ['start', 'end', 'start included', 'end included']],
];

/** Spaces do not tell names apart: `a + b` is `a+b`. */
function entryAlike(name: string, values: object, budget: Budget): unknown {
  const keys = Object.keys(values);
  budget.spend(keys.length);
  const wanted = normalizeContextKey(name);
  const key = keys.find((candidate) => normalizeContextKey(candidate) === wanted);
  return key === undefined ? undefined : (values as { [name: string]: unknown })[key];
}
