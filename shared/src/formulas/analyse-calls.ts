import type { SyntaxNode } from '@lezer/common';
import { evaluate } from 'feelin';
import type { FeelType } from './formula.ts';
import { BUILTINS, type Builtin } from './functions.ts';
import { childrenOf, nameOf, textOf } from './part.ts';
import { patternFault } from './patterns.ts';
import type { Locals, Walk } from './walk.ts';

/** A call of a function, or a literal of a date or time. */
export function analyseCall(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const [callee] = childrenOf(node);
  if (!callee) return 'any';
  if (callee.name === 'AtLiteral') return literalType(callee, walk);
  const given = childrenOf(node).find(({ name }) => name === 'PositionalParameters' || name === 'NamedParameters');
  const args = given ? childrenOf(given) : [];
  const types = args.map((arg) => walk.typeOf(arg.name === 'NamedParameter' ? childrenOf(arg)[1] : arg, locals));
  const isName = ['VariableName', 'SpecialFunctionName', 'DateTimeConstructor'].includes(callee.name);
  const builtin = isName ? BUILTINS.get(nameOf(callee, walk)) : undefined;
  if (builtin) {
    checkArguments(builtin, args, node, walk);
    checkPattern(builtin, args, walk);
    return resultOf(builtin, types);
  }
  if (isName && !known(nameOf(callee, walk), locals)) {
    const message = `There is no function “${nameOf(callee, walk)}”.`;
    walk.faults.push({ code: 'unknown_function', message, position: { from: callee.from, to: callee.to } });
    return 'any';
  }
  const type = walk.typeOf(callee, locals);
  if (typeof type === 'string' && !['any', 'function', 'range'].includes(type)) {
    const message = `“${textOf(callee, walk).slice(0, 60)}” is not a function.`;
    walk.faults.push({ code: 'unknown_function', message, position: { from: callee.from, to: callee.to } });
  }
  return 'any';
}

function known(name: string, locals: Locals | undefined): boolean {
  return (
    locals !== undefined && (Object.hasOwn(locals.names, name) || locals.open === true || known(name, locals.outer))
  );
}

function literalType(node: SyntaxNode, walk: Walk): FeelType {
  const text = textOf(node, walk);
  const { value } = evaluate(text);
  const position = { from: node.from, to: node.to };
  if (value === null) {
    walk.faults.push({ code: 'wrong_arguments', message: `${text} is no date, time or duration.`, position });
    return 'any';
  }
  if (/^@"-?P/.test(text)) return 'duration';
  if (/^@"\d{1,2}:/.test(text)) return 'time';
  return text.includes('T') ? 'dateTime' : 'date';
}

function checkArguments(builtin: Builtin, args: SyntaxNode[], node: SyntaxNode, walk: Walk): void {
  const { name, parameters } = builtin;
  const position = { from: node.from, to: node.to };
  const variadic = parameters.at(-1)?.startsWith('...') === true;
  const named = args.filter((arg) => arg.name === 'NamedParameter');
  if (named.length === 0 && args.length > parameters.length && !variadic) {
    const message = `${name}() takes at most ${parameters.length} arguments.`;
    walk.faults.push({ code: 'wrong_arguments', message, position });
  }
  for (const parameter of named) {
    const [key] = childrenOf(parameter);
    const given = key ? nameOf(key, walk) : '';
    if (parameters.includes(given) || parameters.includes(`...${given}`)) continue;
    const message = `${name}() has no argument “${given}”.`;
    walk.faults.push({ code: 'wrong_arguments', message, position: { from: parameter.from, to: parameter.to } });
  }
}

/** A pattern that stands in the formula can be tried when it is saved. */
function checkPattern(builtin: Builtin, args: SyntaxNode[], walk: Walk): void {
  const pattern = args[1];
  if (!['matches', 'replace', 'split'].includes(builtin.name) || pattern?.name !== 'StringLiteral') return;
  const fault = patternFault(String(evaluate(textOf(pattern, walk)).value), '');
  if (fault === null) return;
  walk.faults.push({ code: 'bad_pattern', message: fault, position: { from: pattern.from, to: pattern.to } });
}

const OF_FIRST = new Set(['abs', 'sort', 'reverse', 'sublist', 'remove', 'distinct values']);

function resultOf({ name, result }: Builtin, types: FeelType[]): FeelType {
  const [first] = types;
  if (OF_FIRST.has(name) && first !== undefined) return name === 'abs' || typeof first === 'object' ? first : result;
  return result;
}
