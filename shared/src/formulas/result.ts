import type { SyntaxNode } from '@lezer/common';
import type { FeelContext } from './formula.ts';
import { parse, sourceOf, unusualNames } from './parse.ts';
import { childrenOf } from './part.ts';

/** How a formula may come to nothing: what its writer meant when it does. */
export interface NullMeaning {
  /** `null` is written as a result: `= null`, `= if paid then null else due`. Nothing is what was asked for. */
  named: boolean;
  /** It only hands on what stands somewhere: `= phone`, `= company.region`. Nothing is there to hand on. */
  copied: boolean;
}

/** What it means that a formula gave null. Neither, for one that cannot be read. */
export function nullMeaning(formula: string, context: FeelContext): NullMeaning {
  const { text } = sourceOf(formula);
  try {
    const root = parse(text, context.unusual ?? unusualNames(context.names)).topNode;
    const results = resultsOf(root);
    return {
      named: results.some(({ name }) => name === 'null'),
      copied: results.every(isCopy),
    };
  } catch {
    return { named: false, copied: false };
  }
}

/** The parts of a formula whose values may be its result. */
function resultsOf(node: SyntaxNode): SyntaxNode[] {
  const parts = childrenOf(node);
  const inner = (index: number): SyntaxNode[] => {
    const part = parts[index];
    return part ? resultsOf(part) : [];
  };
  switch (node.name) {
    case 'Expression':
      return inner(0);
    case 'ParenthesizedExpression':
      return inner(1);
    case 'IfExpression':
      return [...inner(3), ...inner(5)];
    default:
      return [node];
  }
}

function isCopy(node: SyntaxNode): boolean {
  if (node.name === 'VariableName') return true;
  const [target] = childrenOf(node);
  return node.name === 'PathExpression' && target !== undefined && isCopy(target);
}
