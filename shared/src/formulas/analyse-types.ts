import type { SyntaxNode } from '@lezer/common';
import type { FeelType } from './formula.ts';
import { childrenOf, textOf } from './part.ts';
import type { Locals, Walk } from './walk.ts';

/** What a loop over this runs over: undefined where it is no list. */
export function elementOf(type: FeelType): FeelType | undefined {
  if (typeof type === 'object' && 'list' in type) return type.list;
  return type === 'any' || type === 'range' ? 'any' : undefined;
}

/** The type of either of two. */
export function sameType(a: FeelType, b: FeelType): FeelType {
  if (a === 'null') return b;
  if (b === 'null' || a === b) return a;
  if (typeof a === 'object' && typeof b === 'object' && 'list' in a && 'list' in b) {
    return { list: sameType(a.list, b.list) };
  }
  return JSON.stringify(a) === JSON.stringify(b) ? a : 'any';
}

const SCALARS = ['number', 'string', 'boolean', 'date', 'time', 'dateTime', 'duration'];
const INSTANTS = ['date', 'time', 'dateTime'];

/** What FEEL can add, subtract, multiply and divide; all else gives null whatever the values. */
function resultOf(symbol: string, a: string, b: string): FeelType | undefined {
  if (a === 'number' && b === 'number') return 'number';
  if (symbol === '+' && a === 'string' && b === 'string') return 'string';
  if (symbol !== '+' && symbol !== '-') return undefined;
  if (a === 'duration' && b === 'duration') return 'duration';
  // a date moved by hours is a time
  if (INSTANTS.includes(a) && b === 'duration') return a === 'date' ? 'any' : (a as FeelType);
  if (symbol === '+' && a === 'duration' && INSTANTS.includes(b)) return b === 'date' ? 'any' : (b as FeelType);
  if (symbol === '-' && INSTANTS.includes(a) && INSTANTS.includes(b)) return 'duration';
  return undefined;
}

const WORDS: { [symbol: string]: string } = { '+': 'added to', '-': 'subtracted from', '*': 'multiplied by' };

const NAMES: { [type: string]: string } = { string: 'text', dateTime: 'date and time' };

export function analyseArithmetic(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const parts = childrenOf(node);
  const types = parts.filter(({ name }) => name !== 'ArithOp').map((part) => walk.typeOf(part, locals));
  const operator = parts.find(({ name }) => name === 'ArithOp');
  if (!operator) return 'any';
  const symbol = textOf(operator, walk);
  const [a, b] = types.length === 1 ? ['number' as const, types[0]] : types;
  if (typeof a !== 'string' || typeof b !== 'string' || !SCALARS.includes(a) || !SCALARS.includes(b)) return 'any';
  const result = resultOf(symbol, a, b);
  if (result !== undefined) return result;
  const [left, right] = symbol === '+' || symbol === '-' ? [b, a] : [a, b];
  walk.faults.push({
    code: 'wrong_kind',
    message: `A ${NAMES[left] ?? left} cannot be ${WORDS[symbol] ?? 'divided by'} a ${NAMES[right] ?? right}: the result is always nothing.`,
    position: { from: operator.from, to: operator.to },
  });
  return 'null';
}
