import type { SyntaxNode } from '@lezer/common';
import { dependencies } from './check.ts';
import type { Scope } from './formula.ts';
import { parse, sourceOf } from './parse.ts';

/** What the result of a formula rests on. */
export interface Reading {
  /** Such as `amount`, `company.region`, `record.owner`, in the order they are met. */
  names: string[];
  /** It asks for the day or the time: its result is another one later. */
  clock: boolean;
}

/** What a formula reads; nothing of one that cannot be read. */
export function readingOf(formula: string, scope: Scope): Reading {
  return { names: dependencies(formula, scope), clock: asksTime(formula) };
}

function asksTime(formula: string): boolean {
  const { text } = sourceOf(formula);
  try {
    return calls(parse(text, {}).topNode, text);
  } catch {
    return false;
  }
}

function calls(node: SyntaxNode, text: string): boolean {
  if (node.name === 'VariableName' && ['today', 'now'].includes(text.slice(node.from, node.to))) {
    return node.parent?.name === 'FunctionInvocation';
  }
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (calls(child, text)) return true;
  }
  return false;
}
