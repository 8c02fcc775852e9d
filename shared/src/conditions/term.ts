import { dayOf, moveInstant, storedTime } from '../fields/calendar.ts';
import { secondsOf } from '../fields/duration-length.ts';
import type { JsonValue } from '../fields/field.ts';
import type { Family } from '../fields/kind.ts';
import type { ConditionRule, Operator } from './condition.ts';
import type { ConditionEnvironment } from './context.ts';
import { nowOf, type Operand, operandsOf, sortableTime } from './operand.ts';
import { arity, operatorsFor } from './operators.ts';
import { type FieldReference, resolveField } from './reference.ts';

export type OrderOperator = '<' | '<=' | '>' | '>=';
export type TextMatch = 'contains' | 'beginsWith' | 'endsWith';

/**
 * The few questions all operators come down to, asked of a field's values (none, one or several).
 * Memory and SQL each answer just these: that is how they agree.
 */
export type Test =
  | { kind: 'present' }
  /** Some value equals some operand. */
  | { kind: 'equals'; operands: Operand[] }
  | { kind: 'order'; operator: OrderOperator; operands: Operand[] }
  /** Some value is within, ends included; or, `outside`, there are values and none is. */
  | { kind: 'between'; low: Operand[]; high: Operand[]; outside: boolean }
  | { kind: 'text'; match: TextMatch; operands: Operand[] }
  /** The value changed; where `from` or `to` is given, also from or to one of these. */
  | { kind: 'changed'; from?: Operand[]; to?: Operand[] }
  /** Nothing to compare with, or nothing that can be compared. */
  | { kind: 'never' };

/** A term made ready to answer: the answer is that of the test, or its contrary. */
export interface Term {
  reference?: FieldReference;
  negated: boolean;
  test: Test;
}

const NEGATIONS: { [Name in Operator]?: Operator } = {
  '!=': '=',
  notIn: 'in',
  doesNotContain: 'contains',
  doesNotBeginWith: 'beginsWith',
  doesNotEndWith: 'endsWith',
  null: 'notNull',
};

/** Never refuses: what `check` would refuse makes a term that does not hold (and whose contrary does). */
export function termOf(rule: ConditionRule, environment: ConditionEnvironment): Term {
  const reference = resolveField(rule.field, environment.schema);
  const negated = NEGATIONS[rule.operator] !== undefined;
  if (!reference || !operatorsFor(reference, true).includes(rule.operator)) {
    return { reference, negated, test: { kind: 'never' } };
  }
  const test = testOf(NEGATIONS[rule.operator] ?? rule.operator, rule, reference, environment);
  return { reference, negated, test };
}

function testOf(
  operator: Operator,
  rule: ConditionRule,
  reference: FieldReference,
  environment: ConditionEnvironment,
): Test {
  const operands = operandLists(rule, reference, environment);
  const flat = operands?.flat() ?? [];
  switch (operator) {
    case 'notNull':
      return { kind: 'present' };
    case '=':
    case 'in':
      return { kind: 'equals', operands: flat };
    case '<':
    case '<=':
    case '>':
    case '>=':
      return { kind: 'order', operator, operands: flat };
    case 'between':
    case 'notBetween':
      return {
        kind: 'between',
        low: operands?.[0] ?? [],
        high: operands?.[1] ?? [],
        outside: operator === 'notBetween',
      };
    case 'contains':
      // A list contains what is one of it, a text what is a part of it.
      return reference.family === 'text' && !reference.many
        ? { kind: 'text', match: 'contains', operands: flat }
        : { kind: 'equals', operands: flat };
    case 'beginsWith':
    case 'endsWith':
      return { kind: 'text', match: operator, operands: flat };
    case 'olderThan':
    case 'withinLast':
    case 'withinNext':
      return ageTest(operator, rule.value, reference.family, environment);
    case 'changed':
      return { kind: 'changed' };
    case 'changedFrom':
      return { kind: 'changed', from: flat };
    case 'changedTo':
      return { kind: 'changed', to: flat };
    default:
      return { kind: 'never' };
  }
}

/** The operands of each value of a rule; undefined when its values make no sense. */
export function operandLists(
  rule: ConditionRule,
  reference: FieldReference,
  environment: ConditionEnvironment,
): Operand[][] | undefined {
  const values = valuesOf(rule);
  const lists = values?.map((value) =>
    rule.valueSource === 'field'
      ? fieldOperand(value, reference, environment)
      : operandsOf(value, reference.family, environment),
  );
  return lists?.every((list) => list !== undefined) ? lists : undefined;
}

/** The values of a rule, as many as its operator takes: arrays, or the text `a,b` as react-querybuilder gives it. */
export function valuesOf({ operator, value }: ConditionRule): JsonValue[] | undefined {
  const takes = arity(operator);
  if (takes === 'none') return [];
  if (value === undefined || value === null) return undefined;
  const several = takes === 'two' || takes === 'many';
  if (!several) return Array.isArray(value) ? undefined : [value];
  const list = Array.isArray(value) ? value : typeof value === 'string' ? split(value) : [value];
  return takes === 'two' && list.length !== 2 ? undefined : list;
}

function split(text: string): string[] {
  return text.trim() === '' ? [] : text.split(',').map((part) => part.trim());
}

function fieldOperand(
  value: JsonValue,
  reference: FieldReference,
  { schema }: ConditionEnvironment,
): Operand[] | undefined {
  const other = typeof value === 'string' ? resolveField(value, schema) : undefined;
  if (!other || !comparable(reference.family, other.family)) return undefined;
  return [{ kind: 'field', reference: other }];
}

function comparable(family: Family, other: Family): boolean {
  if (family === 'rows') return false;
  return family === other || (isTime(family) && isTime(other));
}

const isTime = (family: Family): boolean => family === 'date' || family === 'dateTime';

/** A duration before or after now, in days where the field knows only days. */
function ageTest(
  operator: 'olderThan' | 'withinLast' | 'withinNext',
  value: JsonValue | undefined,
  family: Family,
  environment: ConditionEnvironment,
): Test {
  const duration = typeof value === 'string' ? value.trim().toUpperCase() : '';
  if (secondsOf(duration) === undefined) return { kind: 'never' };
  const now = nowOf(environment);
  const edge = moveInstant(now, duration, operator === 'withinNext' ? 1 : -1, environment.timeZone);
  const operand = (epoch: number): Operand[] => {
    const shown = family === 'date' ? dayOf(epoch, environment.timeZone) : storedTime(epoch);
    return [{ kind: 'value', value: family === 'date' ? shown : sortableTime(epoch), shown }];
  };
  if (operator === 'olderThan') return { kind: 'order', operator: '<', operands: operand(edge) };
  const [low, high] = operator === 'withinLast' ? [edge, now] : [now, edge];
  return { kind: 'between', low: operand(low), high: operand(high), outside: false };
}
