import type { SyntaxNode } from '@lezer/common';
import type { FeelType, FormulaFault, Position } from './formula.ts';

/** What can be told of a formula without running it. */
export interface Analysis {
  type: FeelType;
  /** Names read from outside the formula, links with the field that is read of them. */
  reads: ReadonlySet<string>;
  faults: Pick<FormulaFault, 'code' | 'message' | 'position'>[];
}

/** A walk through a formula. */
export interface Walk {
  text: string;
  reads: Set<string>;
  faults: Analysis['faults'];
  typeOf(node: SyntaxNode | null | undefined, scope: Locals): FeelType;
}

/** Names in scope, innermost first. */
export interface Locals {
  names: { [name: string]: FeelType };
  /** The outermost: what a formula reads from its record. */
  outer: Locals | undefined;
  /** Anything may be in scope here: elements of a list of unknown things. */
  open?: boolean;
}

export const placeOf = ({ from, to }: SyntaxNode): Position => ({ from, to });

/** The type of a name in scope; undefined where there is none. `own` when the formula made the name itself. */
export function resolve(name: string, locals: Locals): { type: FeelType; own: boolean } | undefined {
  for (let at: Locals | undefined = locals; at; at = at.outer) {
    const type = Object.hasOwn(at.names, name) ? at.names[name] : undefined;
    if (type !== undefined) return { type, own: at.outer !== undefined };
    if (at.open && !inOuter(name, at.outer)) return { type: 'any', own: true };
  }
  return undefined;
}

function inOuter(name: string, locals: Locals | undefined): boolean {
  return locals !== undefined && (Object.hasOwn(locals.names, name) || inOuter(name, locals.outer));
}
