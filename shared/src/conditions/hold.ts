import { compareCodePoints } from '../fields/fold.ts';
import type { ConditionContext, ConditionRecord } from './context.ts';
import { sameJson } from './json.ts';
import type { Comparable, Operand } from './operand.ts';
import type { FieldReference } from './reference.ts';
import type { OrderOperator, Term, Test, TextMatch } from './term.ts';
import { comparables, dayOfComparable, storedValues } from './values.ts';

/** Whether a term holds for a record. */
export function holds(term: Term, context: ConditionContext): boolean {
  return asked(term, context) !== term.negated;
}

function asked({ reference, test }: Term, context: ConditionContext): boolean {
  if (!reference || test.kind === 'never') return false;
  if (test.kind === 'changed') return changed(test, reference, context);
  return answer(test, reference, context.record, context);
}

type Question = Exclude<Test, { kind: 'changed' } | { kind: 'never' }>;

function answer(
  test: Question,
  reference: FieldReference,
  record: ConditionRecord,
  context: ConditionContext,
): boolean {
  const values = comparables(reference, record, context);
  const some = (operands: Operand[], accept: (order: number) => boolean) =>
    values.some((value) => orders(value, operands, reference, record, context).some(accept));
  switch (test.kind) {
    case 'present':
      return values.length > 0;
    case 'equals':
      return some(test.operands, (order) => order === 0);
    case 'order':
      return some(test.operands, ORDERS[test.operator]);
    case 'between': {
      const low = (value: Comparable) => orders(value, test.low, reference, record, context);
      const high = (value: Comparable) => orders(value, test.high, reference, record, context);
      const within = values.some(
        (value) => low(value).some((order) => order >= 0) && high(value).some((order) => order <= 0),
      );
      if (!test.outside) return within;
      return !within && values.some((value) => low(value).length > 0 && high(value).length > 0);
    }
    case 'text':
      return values.some((value) =>
        texts(test.operands, record, context).some(
          (part) => typeof value === 'string' && MATCHES[test.match](value, part),
        ),
      );
  }
}

const ORDERS: { [Name in OrderOperator]: (order: number) => boolean } = {
  '<': (order) => order < 0,
  '<=': (order) => order <= 0,
  '>': (order) => order > 0,
  '>=': (order) => order >= 0,
};

const MATCHES: { [Name in TextMatch]: (text: string, part: string) => boolean } = {
  contains: (text, part) => text.includes(part),
  beginsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
};

/** How a value stands to each thing it is compared with: before it, the same, after it. */
function orders(
  value: Comparable,
  operands: Operand[],
  reference: FieldReference,
  record: ConditionRecord,
  context: ConditionContext,
): number[] {
  return operands.flatMap((operand) => {
    if (operand.kind === 'value') return [compare(value, operand.value)];
    if (operand.kind === 'day')
      return [compare(value, operand.from) < 0 ? -1 : compare(value, operand.to) >= 0 ? 1 : 0];
    const others = comparables(operand.reference, record, context);
    if (operand.reference.family === reference.family) return others.map((other) => compare(value, other));
    const day = dayOfComparable(value, reference.family, context.timeZone);
    const days = others.map((other) => dayOfComparable(other, operand.reference.family, context.timeZone));
    return days.flatMap((other) => (day === undefined || other === undefined ? [] : [compare(day, other)]));
  });
}

function texts(operands: Operand[], record: ConditionRecord, context: ConditionContext): string[] {
  return operands
    .flatMap((operand): Comparable[] => {
      if (operand.kind === 'field') return comparables(operand.reference, record, context);
      return operand.kind === 'value' ? [operand.value] : [];
    })
    .filter((value) => typeof value === 'string');
}

function compare(a: Comparable, b: Comparable): number {
  if (typeof a === 'string' && typeof b === 'string') return compareCodePoints(a, b);
  return Number(a) - Number(b);
}

function changed(
  { from, to }: Extract<Test, { kind: 'changed' }>,
  reference: FieldReference,
  context: ConditionContext,
): boolean {
  if (context.before === undefined) return false;
  const before = context.before ?? { doc: {} };
  const same = sameJson(storedValues(reference, before, context), storedValues(reference, context.record, context));
  if (same) return false;
  if (from && !answer({ kind: 'equals', operands: from }, reference, before, context)) return false;
  return !to || answer({ kind: 'equals', operands: to }, reference, context.record, context);
}
