import type { SyntaxNode } from '@lezer/common';
import { FeelRange } from 'feelin';
import type { Names } from './names.ts';
import { elementsOf, interval } from './operators.ts';
import { child, childrenOf, nameOf, type Part, type Run, type Source, step } from './part.ts';

type Elements = (names: Names, run: Run) => Names[] | null;

/** Every combination of what the names run over; null where one of them is not a list. */
function compileElements(node: SyntaxNode, source: Source): Elements {
  const loops = childrenOf(node)
    .filter(({ name }) => name === 'InExpression')
    .map((loop) => ({ name: nameOf(child(loop, 0), source), over: iteration(child(loop, -1), source) }));
  return (names, run) => {
    let combinations: Names[] = [names];
    for (const { name, over } of loops) {
      const next: Names[] = [];
      for (const outer of combinations) {
        const elements = elementsIn(over.run(outer, run), run);
        if (elements === null) return null;
        run.budget.spend(2 * elements.length);
        for (const element of elements) next.push({ values: { [name]: element }, outer });
      }
      combinations = next;
    }
    return combinations;
  };
}

function elementsIn(value: unknown, run: Run): unknown[] | null {
  if (Array.isArray(value)) return value;
  return value instanceof FeelRange ? elementsOf(value, run.budget) : null;
}

/** A list, or a range written without brackets: `1..count(lines)`. */
function iteration(node: SyntaxNode, source: Source): Part {
  const parts = childrenOf(node);
  const first = source.compile(child(node, 0));
  if (parts.length < 3) return first;
  const last = source.compile(child(node, 2));
  return step(node, 'any', (names, run) => {
    const start = first.run(names, run);
    const end = last.run(names, run);
    return start === null || end === null ? null : interval(start, end, true, true);
  });
}

export function compileFor(node: SyntaxNode, source: Source): Part {
  const elements = compileElements(child(node, 1), source);
  const result = source.compile(child(node, -1));
  return step(node, 'none', (names, run) => {
    const partial: unknown[] = [];
    const scopes = elements(names, run);
    if (scopes === null) return null;
    for (const outer of scopes) partial.push(result.run({ values: { partial }, outer }, run));
    return partial;
  });
}

export function compileQuantified(node: SyntaxNode, source: Source): Part {
  const every = child(node, 0).name === 'every';
  const elements = compileElements(child(node, 1), source);
  const condition = source.compile(child(node, -1));
  return step(node, 'test', (names, run) => {
    const scopes = elements(names, run);
    if (scopes === null) return null;
    const met = (scope: Names): boolean => {
      const result = condition.run(scope, run);
      return result !== false && result !== null;
    };
    return every ? scopes.every(met) : scopes.some(met);
  });
}
