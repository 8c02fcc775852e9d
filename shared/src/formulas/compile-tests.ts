import type { SyntaxNode } from '@lezer/common';
import { FeelRange } from 'feelin';
import { binary, equal, interval } from './operators.ts';
import { child, childrenOf, type Part, type Run, type Source, step, textOf } from './part.ts';

/** `a < b`, `a between b and c`, `a in (tests)`. */
export function compileComparison(node: SyntaxNode, source: Source): Part {
  const operator = child(node, 1);
  const value = source.compile(child(node, 0));
  if (operator.name === 'between') return between(node, value, source);
  if (operator.name === 'in') return membership(node, value, source);
  const compare = binary(textOf(operator, source));
  const position = { from: operator.from, to: operator.to };
  const other = source.compile(child(node, 2));
  return step(node, 'test', (names, run) =>
    compare(value.run(names, run), other.run(names, run), run.budget, (code, message) =>
      run.complain(code, message, position),
    ),
  );
}

function between(node: SyntaxNode, value: Part, source: Source): Part {
  const low = source.compile(child(node, 2));
  const high = source.compile(child(node, 4));
  return step(node, 'test', (names, run) => {
    const start = low.run(names, run);
    const end = high.run(names, run);
    if (start === null || end === null) return null;
    const range = interval(start, end, true, true);
    return range instanceof FeelRange ? range.includes(value.run(names, run)) : null;
  });
}

function membership(node: SyntaxNode, value: Part, source: Source): Part {
  const written = childrenOf(node).slice(2);
  const group = written.find(({ name }) => name === 'PositiveUnaryTests');
  const tests = (group ? childrenOf(group) : written.filter(({ name }) => name === 'PositiveUnaryTest')).map((test) =>
    source.compile(test),
  );
  return step(node, 'test', (names, run) => {
    const probe = value.run(names, run);
    const found = tests.map((test) => test.run(names, run));
    const only = found[0];
    // `a in list` asks each element; a list among several tests is compared as a whole
    return member(probe, !group && Array.isArray(only) ? only : found, run);
  });
}

/** A test that is met wins; else one that cannot be compared makes the answer unknown. */
function member(probe: unknown, tests: unknown[], run: Run): boolean | null {
  let unknown = false;
  for (const test of tests) {
    run.budget.walk(test);
    const plain = !(test instanceof FeelRange) && typeof test !== 'function';
    const result = plain ? equal(test, probe) : test instanceof FeelRange ? test.includes(probe) : test(probe);
    if (result === true) return true;
    if (result === null && !plain) unknown = true;
  }
  return unknown ? null : false;
}

/** A test of one value: `> 5`, `= "x"`, or an interval. */
export function compileTest(node: SyntaxNode, source: Source): Part {
  if (childrenOf(node).length === 1) return source.compile(child(node, 0));
  const symbol = textOf(child(node, 0), source);
  const limit = source.compile(child(node, 1));
  return step(node, 'test', (names, run) => {
    const value = limit.run(names, run);
    run.budget.walk(value);
    switch (symbol) {
      case '=':
        return (probe: unknown) => equal(probe, value);
      case '!=':
        return (probe: unknown) => negated(equal(probe, value));
      default:
        return openRange(symbol, value);
    }
  });
}

const negated = (result: unknown): boolean | null => (typeof result === 'boolean' ? !result : null);

/** `> 5` and its like, as a range open to one side. */
function openRange(symbol: string, value: unknown): unknown {
  const up = symbol.startsWith('>');
  return up ? interval(value, null, symbol === '>=', false) : interval(null, value, false, symbol === '<=');
}

export function compileInterval(node: SyntaxNode, source: Source): Part {
  const open = textOf(child(node, 0), source);
  const close = textOf(child(node, -1), source);
  const low = source.compile(child(node, 1));
  const high = source.compile(child(node, 3));
  return step(node, 'test', (names, run) =>
    interval(low.run(names, run), high.run(names, run), open === '[', close === ']'),
  );
}
