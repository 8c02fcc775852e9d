import type { SyntaxNode } from '@lezer/common';
import { evaluate } from 'feelin';
import { Stop } from './budget.ts';
import { compileCall, compileFunction } from './compile-calls.ts';
import { compileFor, compileQuantified } from './compile-loops.ts';
import { compileFilter, compilePath, compileVariable } from './compile-names.ts';
import { compileComparison, compileInterval, compileTest } from './compile-tests.ts';
import { binary } from './operators.ts';
import { child, childrenOf, nameOf, type Part, type Source, step, textOf } from './part.ts';
import { isInstance, type TypeTest } from './types.ts';

const constant = (gives: Part['gives'], value: unknown): Part => ({ gives, run: () => value });

type Compiler = (node: SyntaxNode, source: Source) => Part;

const inner: Compiler = (node, source) => source.compile(child(node, 0));
const literal =
  (gives: Part['gives']): Compiler =>
  (node, source) =>
    constant(gives, evaluate(textOf(node, source)).value);

const COMPILERS: { [node: string]: Compiler } = {
  Expression: inner,
  FunctionBody: inner,
  PositiveUnaryTest: inner,
  ParenthesizedExpression: (node, source) => source.compile(child(node, 1)),
  // `feelin` reads 1e3 as 1
  NumericLiteral: (node, source) => constant('number', Number(textOf(node, source))),
  StringLiteral: literal('string'),
  BooleanLiteral: literal('boolean'),
  null: literal('nil'),
  Wildcard: () => constant('none', true),
  VariableName: compileVariable,
  SpecialFunctionName: compileVariable,
  DateTimeConstructor: compileVariable,
  '?': compileVariable,
  PathExpression: compilePath,
  FilterExpression: compileFilter,
  FunctionInvocation: compileCall,
  DateTimeLiteral: compileCall,
  FunctionDefinition: compileFunction,
  ForExpression: compileFor,
  QuantifiedExpression: compileQuantified,
  Comparison: compileComparison,
  SimplePositiveUnaryTest: compileTest,
  Interval: compileInterval,
  Conjunction: logical(false),
  Disjunction: logical(true),
  ArithmeticExpression: arithmetic,
  IfExpression: choice,
  List: list,
  Context: entries,
  InstanceOfExpression: instance,
};

/**
 * A formula, ready to run any number of times.
 *
 * @param root of the tree that `parse` gave for `text`
 * @throws Stop for what this program does not run, saying where
 */
export function compile(root: SyntaxNode, text: string): Part {
  const source: Source = {
    text,
    compile(node) {
      const compiler = COMPILERS[node.name];
      if (!compiler) throw new Stop(`${node.name} is not supported.`, { from: node.from, to: node.to });
      return compiler(node, source);
    },
  };
  return source.compile(root);
}

/** FEEL's three-valued `and` (decided by false) and `or` (decided by true). */
function logical(decisive: boolean): Compiler {
  return (node, source) => {
    const left = source.compile(child(node, 0));
    const right = source.compile(child(node, 2));
    return step(node, 'test', (names, run) => {
      const a = left.run(names, run);
      const b = right.run(names, run);
      if (a === decisive || b === decisive) return decisive;
      return a === !decisive && b === !decisive ? !decisive : null;
    });
  };
}

function arithmetic(node: SyntaxNode, source: Source): Part {
  const parts = childrenOf(node);
  const sign = parts.length === 2 ? 0 : 1;
  const symbol = parts[sign] as SyntaxNode;
  const operator = binary(textOf(symbol, source));
  const position = { from: symbol.from, to: symbol.to };
  const left = sign === 0 ? constant('number', 0) : source.compile(child(node, 0));
  const right = source.compile(child(node, sign + 1));
  const gives = sign === 0 || left.gives === right.gives ? right.gives : 'any';
  return step(node, gives, (names, run) =>
    operator(left.run(names, run), right.run(names, run), run.budget, (code, message) =>
      run.complain(code, message, position),
    ),
  );
}

function choice(node: SyntaxNode, source: Source): Part {
  const condition = source.compile(child(node, 1));
  const then = source.compile(child(node, 3));
  const otherwise = source.compile(child(node, 5));
  return step(node, then.gives === otherwise.gives ? then.gives : 'any', (names, run) => {
    const met = condition.run(names, run);
    return (met !== false && met !== null ? then : otherwise).run(names, run);
  });
}

function list(node: SyntaxNode, source: Source): Part {
  const items = childrenOf(node)
    .slice(1, -1)
    .map((item) => source.compile(item));
  return step(node, 'none', (names, run) => items.map((item) => item.run(names, run)));
}

function entries(node: SyntaxNode, source: Source): Part {
  const pairs = childrenOf(node)
    .slice(1, -1)
    .map((entry) => {
      const key = child(child(entry, 0), 0);
      const name = key.name === 'StringLiteral' ? String(evaluate(textOf(key, source)).value) : nameOf(key, source);
      return { name, value: source.compile(child(entry, 1)) };
    });
  return step(node, 'none', (names, run) => {
    const made: { [name: string]: unknown } = {};
    const scope = { values: made, outer: names };
    for (const { name, value } of pairs) {
      const result = value.run(scope, run);
      // `__proto__` is an entry like any other
      Object.defineProperty(made, name, { value: result, enumerable: true, writable: true, configurable: true });
    }
    return made;
  });
}

function instance(node: SyntaxNode, source: Source): Part {
  const value = source.compile(child(node, 0));
  const test = typeTest(child(node, 3), source);
  return step(node, 'test', (names, run) => {
    const result = value.run(names, run);
    run.budget.walk(result);
    return isInstance(result, test);
  });
}

function typeTest(node: SyntaxNode, source: Source): TypeTest | undefined {
  const parts = childrenOf(node);
  const type = parts.find((part) => part.name === 'Type');
  switch (node.name) {
    case 'Type':
      return parts[0] && typeTest(parts[0], source);
    case 'QualifiedName':
    case 'SpecialType':
      return { kind: 'name', name: nameOf(node, source) };
    case 'ListType':
      return { kind: 'list', element: type && typeTest(type, source) };
    case 'FunctionType':
      return { kind: 'function' };
    case 'ContextType': {
      const members = parts.flatMap((part) => (part.name === 'ContextEntryTypes' ? childrenOf(part) : []));
      return {
        kind: 'context',
        entries: members
          .filter((member) => member.name === 'ContextEntryType')
          .map((member) => ({
            name: nameOf(child(member, 0), source),
            type: typeTest(child(member, -1), source),
          })),
      };
    }
    default:
      return undefined;
  }
}
