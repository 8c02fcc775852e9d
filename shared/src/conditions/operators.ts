import type { Family } from '../fields/kind.ts';
import type { Operator } from './condition.ts';
import type { FieldReference } from './reference.ts';

const PRESENCE: Operator[] = ['null', 'notNull'];
const EQUALITY: Operator[] = ['=', '!=', 'in', 'notIn'];
const ORDER: Operator[] = ['<', '<=', '>', '>=', 'between', 'notBetween'];
const CONTENT: Operator[] = ['contains', 'doesNotContain'];
const ENDS: Operator[] = ['beginsWith', 'doesNotBeginWith', 'endsWith', 'doesNotEndWith'];
const AGE: Operator[] = ['olderThan', 'withinLast', 'withinNext'];
const CHANGE: Operator[] = ['changed', 'changedFrom', 'changedTo'];

const BY_FAMILY: { [Name in Family]: Operator[] } = {
  text: [...EQUALITY, ...CONTENT, ...ENDS, ...ORDER, ...PRESENCE],
  number: [...EQUALITY, ...ORDER, ...PRESENCE],
  boolean: [...EQUALITY, ...PRESENCE],
  date: [...EQUALITY, ...ORDER, ...AGE, ...PRESENCE],
  dateTime: [...EQUALITY, ...ORDER, ...AGE, ...PRESENCE],
  duration: [...EQUALITY, ...ORDER, ...PRESENCE],
  key: [...EQUALITY, ...PRESENCE],
  user: [...EQUALITY, ...PRESENCE],
  id: [...EQUALITY, ...PRESENCE],
  rows: PRESENCE,
};

/**
 * The operators a field takes, in the order a builder offers them.
 *
 * @param event whether the condition is asked of an event, which knows what changed
 */
export function operatorsFor(reference: FieldReference, event: boolean): Operator[] {
  const own = BY_FAMILY[reference.family];
  const content = reference.many && reference.family !== 'rows' ? CONTENT : [];
  const change = reference.family === 'rows' ? CHANGE.slice(0, 1) : CHANGE;
  return [...own, ...content, ...(event ? change : [])];
}

/** How many values an operator takes. */
export function arity(operator: Operator): 'none' | 'one' | 'two' | 'many' | 'duration' {
  if (operator === 'null' || operator === 'notNull' || operator === 'changed') return 'none';
  if (operator === 'between' || operator === 'notBetween') return 'two';
  if (operator === 'in' || operator === 'notIn') return 'many';
  return AGE.includes(operator) ? 'duration' : 'one';
}
