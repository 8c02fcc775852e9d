import type { SyntaxNode } from '@lezer/common';
import { evaluate, FeelFunction, FeelRange } from 'feelin';
import { Stop } from './budget.ts';
import type { Position } from './formula.ts';
import { BUILTINS, type Builtin, briefly } from './functions.ts';
import { lookUp } from './names.ts';
import { child, childrenOf, functionValue, nameOf, type Part, type Run, type Source, step, textOf } from './part.ts';

/** A call, or a literal of a date or time: `@"2026-01-31"`. */
export function compileCall(node: SyntaxNode, source: Source): Part {
  const callee = child(node, 0);
  if (callee.name === 'AtLiteral') return atLiteral(callee, source);
  const args = compileArguments(node, source);
  const builtin = builtinOf(callee, source);
  const target = source.compile(callee);
  const position = { from: callee.from, to: callee.to };
  const gives = node.name === 'DateTimeLiteral' ? 'date' : 'any';
  if (!builtin) {
    return step(node, gives, (names, run) => invoke(target.run(names, run), args(names, run), run, position));
  }
  const name = builtin.name;
  return step(node, gives, (names, run) => {
    const own = lookUp(name, names, run.budget);
    // a field may have the name of a function: what is called is the function
    if (own instanceof FeelFunction || own instanceof FeelRange) return invoke(own, args(names, run), run, position);
    return callBuiltin(builtin, args(names, run), run, position);
  });
}

/** The function of FEEL that a call means, where what is called is the name of one. */
function builtinOf(node: SyntaxNode, source: Source): Builtin | undefined {
  if (!['VariableName', 'SpecialFunctionName', 'DateTimeConstructor'].includes(node.name)) return undefined;
  return BUILTINS.get(nameOf(node, source));
}

type Arguments = (names: Parameters<Part['run']>[0], run: Run) => unknown[] | object;

function compileArguments(node: SyntaxNode, source: Source): Arguments {
  const given = childrenOf(node).find(({ name }) => name === 'PositionalParameters' || name === 'NamedParameters');
  if (!given) return () => [];
  if (given.name === 'PositionalParameters') {
    const parts = childrenOf(given).map((part) => source.compile(part));
    return (names, run) => parts.map((part) => part.run(names, run));
  }
  const named = childrenOf(given).map((parameter) => ({
    name: nameOf(child(parameter, 0), source),
    value: source.compile(child(parameter, 1)),
  }));
  return (names, run) => Object.fromEntries(named.map(({ name, value }) => [name, value.run(names, run)]));
}

function atLiteral(node: SyntaxNode, source: Source): Part {
  const { value, warnings } = evaluate(textOf(node, source));
  return step(node, 'date', (_names, run) => {
    for (const { type, message } of warnings) run.complain(type.toLowerCase(), message, node);
    return value;
  });
}

function callBuiltin(builtin: Builtin, args: unknown[] | object, run: Run, position: Position): unknown {
  return builtin.call(args, {
    now: run.now,
    budget: run.budget,
    complain: (code, message) => run.complain(code, message, position),
  });
}

function invoke(target: unknown, args: unknown[] | object, run: Run, position: Position): unknown {
  if (target instanceof FeelRange) {
    return Array.isArray(args) && args.length === 1 ? target.includes(args[0]) : null;
  }
  if (!(target instanceof FeelFunction)) {
    run.complain('unknown_function', `${briefly(target)} is not a function.`, position);
    return null;
  }
  const result: unknown = target.invoke(args);
  if (!isMismatch(result)) return result;
  run.complain('wrong_arguments', 'The function does not take these arguments.', position);
  return null;
}

/** What `feelin` gives in place of a result when arguments do not fit the parameters. */
const Mismatch = functionValue(() => null, []).invoke([1]).constructor;
const isMismatch = (result: unknown): boolean => result instanceof Mismatch;

/** A function of FEEL as a value, such as one given to `sort`: each call is paid for. */
export function paidFunction(builtin: Builtin, run: Run, position: Position): FeelFunction {
  return functionValue((...args) => callBuiltin(builtin, args, run, position), builtin.parameters);
}

export function compileFunction(node: SyntaxNode, source: Source): Part {
  const parts = childrenOf(node);
  if (parts.some(({ name }) => name === 'external')) throw new Stop('External functions are not supported.', node);
  const formal = parts.find(({ name }) => name === 'FormalParameters');
  const parameters = formal ? childrenOf(formal).map((parameter) => nameOf(child(parameter, 0), source)) : [];
  const body = source.compile(child(node, -1));
  return step(node, 'none', (names, run) =>
    functionValue((...args) => {
      const values = Object.fromEntries(parameters.map((name, index) => [name, args[index]]));
      run.budget.enter();
      try {
        return body.run({ values, outer: names }, run);
      } finally {
        run.budget.leave();
      }
    }, parameters),
  );
}
