import type { SyntaxNode } from '@lezer/common';
import { type FeelDateTime, FeelFunction } from 'feelin';
import { type Budget, Stop } from './budget.ts';
import type { Position } from './formula.ts';
import type { Names } from './names.ts';

/** One evaluation: its clock, what is left to spend, and what went wrong so far. */
export interface Run {
  now: FeelDateTime;
  budget: Budget;
  complain(code: string, message: string, position: Position): void;
}

/**
 * A part of a formula, ready to run. `feelin` cannot be interrupted, so the walk through its grammar's tree is
 * ours and pays for every step, while values, operators and functions stay `feelin`'s.
 */
export interface Part {
  /** What a filter makes of it: a condition, a place in the list, or neither. */
  gives: 'number' | 'boolean' | 'string' | 'any' | 'test' | 'nil' | 'date' | 'none';
  run(names: Names, run: Run): unknown;
}

export interface Source {
  text: string;
  /** Makes a part of a node below. */
  compile(node: SyntaxNode): Part;
}

export const childrenOf = (node: SyntaxNode): SyntaxNode[] => {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child; child = child.nextSibling) {
    if (!child.type.isSkipped) children.push(child);
  }
  return children;
};

export const textOf = (node: SyntaxNode, source: Pick<Source, 'text'>): string => source.text.slice(node.from, node.to);

/** A name as `feelin` spells it: single spaces, no backticks. */
export const nameOf = (node: SyntaxNode, source: Pick<Source, 'text'>): string =>
  textOf(node, source).replace(/`/g, '').replace(/\s+/g, ' ').trim();

/** The child that must be there in a tree without faults. */
export function child(node: SyntaxNode, index: number): SyntaxNode {
  const found = childrenOf(node).at(index);
  if (!found) throw new Stop(`This ${node.name} is not understood.`, { from: node.from, to: node.to });
  return found;
}

/** Runs a part, paying for it; errors of `feelin` get their place. */
export function step(node: SyntaxNode, gives: Part['gives'], work: Part['run']): Part {
  const position = { from: node.from, to: node.to };
  return {
    gives,
    run(names, run) {
      run.budget.spend(1);
      try {
        return work(names, run);
      } catch (error) {
        if (error instanceof Stop) throw error.position ? error : new Stop(error.message, position);
        if (error instanceof RangeError && /call stack/i.test(error.message)) throw error;
        throw new Stop(error instanceof Error ? error.message : String(error), position);
      }
    },
  };
}

/** A function value made while a formula runs. */
export const functionValue = (call: (...args: unknown[]) => unknown, parameters: string[]): FeelFunction =>
  new FeelFunction(call, parameters);
