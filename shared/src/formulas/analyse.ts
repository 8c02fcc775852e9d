import type { SyntaxNode } from '@lezer/common';
import { analyseCall } from './analyse-calls.ts';
import { analyseArithmetic, elementOf, sameType } from './analyse-types.ts';
import type { FeelType, Scope } from './formula.ts';
import { BUILTINS } from './functions.ts';
import { childrenOf, nameOf, textOf } from './part.ts';
import { type Analysis, type Locals, placeOf, resolve, type Walk } from './walk.ts';

/** Reads a formula without running it: what it gives, what it reads, and what in it cannot be. */
export function analyse(root: SyntaxNode, text: string, scope: Scope): Analysis {
  const walk: Walk = {
    text,
    reads: new Set(),
    faults: [],
    typeOf(node, locals) {
      if (!node) return 'any';
      const analyser = ANALYSERS[node.name];
      if (analyser) return analyser(node, locals, walk);
      for (const part of childrenOf(node)) walk.typeOf(part, locals);
      return RESULTS[node.name] ?? 'any';
    },
  };
  const type = walk.typeOf(root, { names: scope, outer: undefined });
  return { type, reads: walk.reads, faults: walk.faults };
}

type Analyser = (node: SyntaxNode, locals: Locals, walk: Walk) => FeelType;

/** Results that do not depend on the parts. */
const RESULTS: { [node: string]: FeelType } = {
  NumericLiteral: 'number',
  StringLiteral: 'string',
  BooleanLiteral: 'boolean',
  null: 'null',
  Comparison: 'boolean',
  Conjunction: 'boolean',
  Disjunction: 'boolean',
  InstanceOfExpression: 'boolean',
  Interval: 'range',
};

const first: Analyser = (node, locals, walk) => walk.typeOf(childrenOf(node)[0], locals);

const ANALYSERS: { [node: string]: Analyser } = {
  Expression: first,
  FunctionBody: first,
  PositiveUnaryTest: first,
  ParenthesizedExpression: (node, locals, walk) => walk.typeOf(childrenOf(node)[1], locals),
  InstanceOfExpression: (node, locals, walk) => {
    walk.typeOf(childrenOf(node)[0], locals);
    return 'boolean';
  },
  VariableName: analyseName,
  PathExpression: analysePath,
  FilterExpression: analyseFilter,
  FunctionInvocation: analyseCall,
  DateTimeLiteral: analyseCall,
  FunctionDefinition: analyseFunction,
  ForExpression: analyseLoop,
  QuantifiedExpression: analyseLoop,
  ArithmeticExpression: analyseArithmetic,
  IfExpression: analyseChoice,
  List: analyseList,
  Context: analyseContext,
};

function analyseName(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const name = nameOf(node, walk);
  const found = resolve(name, locals);
  if (found) {
    if (!found.own) walk.reads.add(name);
    return found.type;
  }
  if (BUILTINS.has(name)) return 'function';
  walk.faults.push({ code: 'unknown_name', message: `There is no “${name}” here.`, position: placeOf(node) });
  return 'any';
}

/** So many names are all said. */
const FEW = 8;

function analysePath(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const [target, , last] = childrenOf(node);
  if (!target || !last) return 'any';
  const name = nameOf(last, walk);
  const root = target.name === 'VariableName' ? nameOf(target, walk) : undefined;
  const own = root === undefined || resolve(root, locals)?.own !== false;
  const type = walk.typeOf(target, locals);
  if (!own && root !== undefined) {
    walk.reads.delete(root);
    walk.reads.add(`${root}.${name}`);
  }
  const found = memberOf(type, name);
  if (found === undefined) {
    const whole = textOf(target, walk).slice(0, 60);
    const known = typeof type === 'object' && 'entries' in type ? Object.keys(type.entries) : [];
    // Of a few one sees which was meant.
    const only = known.length > 0 && known.length <= FEW ? `, only ${known.join(', ')}` : '';
    const message = `There is no “${name}” in “${whole}”${only}.`;
    walk.faults.push({ code: 'unknown_name', message, position: placeOf(last) });
  }
  return found ?? 'any';
}

const DAY: { [name: string]: FeelType } = { year: 'number', month: 'number', day: 'number', weekday: 'number' };
const CLOCK: { [name: string]: FeelType } = {
  hour: 'number',
  minute: 'number',
  second: 'number',
  timezone: 'string',
  'time offset': 'duration',
};
const MEMBERS: { [type: string]: { [name: string]: FeelType } } = {
  date: DAY,
  time: CLOCK,
  dateTime: { ...DAY, ...CLOCK },
  duration: {
    years: 'number',
    months: 'number',
    days: 'number',
    hours: 'number',
    minutes: 'number',
    seconds: 'number',
  },
  range: { start: 'any', end: 'any', 'start included': 'boolean', 'end included': 'boolean' },
};

function memberOf(type: FeelType, name: string): FeelType | undefined {
  if (type === 'any') return 'any';
  if (typeof type === 'string') return MEMBERS[type]?.[name];
  if ('entries' in type) return Object.hasOwn(type.entries, name) ? type.entries[name] : undefined;
  const member = memberOf(type.list, name);
  return member === undefined ? undefined : { list: member };
}

function analyseFilter(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const [target, , filter] = childrenOf(node);
  const type = walk.typeOf(target, locals);
  const element = elementOf(type) ?? type;
  const entries = typeof element === 'object' && 'entries' in element ? element.entries : {};
  const item: Locals = { names: { item: element }, outer: locals };
  const place = walk.typeOf(filter, { names: entries, outer: item, open: element === 'any' });
  if (place === 'number') return element;
  if (place === 'boolean') return typeof type === 'object' && 'list' in type ? type : { list: element };
  return 'any';
}

function analyseFunction(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const parts = childrenOf(node);
  const formal = parts.find(({ name }) => name === 'FormalParameters');
  const parameters = formal ? childrenOf(formal).map((parameter) => childrenOf(parameter)[0]) : [];
  const names = Object.fromEntries(parameters.flatMap((name) => (name ? [[nameOf(name, walk), 'any' as const]] : [])));
  walk.typeOf(parts.at(-1), { names, outer: locals });
  return 'function';
}

function analyseLoop(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const parts = childrenOf(node);
  let inside = locals;
  for (const loop of parts[1] ? childrenOf(parts[1]) : []) {
    if (loop.name !== 'InExpression') continue;
    const [name, , over] = childrenOf(loop);
    const ends = over ? childrenOf(over) : [];
    const types = ends.filter(({ name: node }) => node !== '..').map((end) => walk.typeOf(end, inside));
    const element = ends.length > 1 ? (types[0] ?? 'any') : (elementOf(types[0] ?? 'any') ?? 'any');
    if (name) inside = { names: { [nameOf(name, walk)]: element }, outer: inside };
  }
  if (node.name === 'QuantifiedExpression') {
    walk.typeOf(parts.at(-1), inside);
    return 'boolean';
  }
  return { list: walk.typeOf(parts.at(-1), { names: { partial: { list: 'any' } }, outer: inside }) };
}

function analyseChoice(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const [, condition, , then, , otherwise] = childrenOf(node);
  walk.typeOf(condition, locals);
  return sameType(walk.typeOf(then, locals), walk.typeOf(otherwise, locals));
}

function analyseList(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const types = childrenOf(node)
    .slice(1, -1)
    .map((item) => walk.typeOf(item, locals));
  return { list: types.length === 0 ? 'any' : types.reduce(sameType) };
}

function analyseContext(node: SyntaxNode, locals: Locals, walk: Walk): FeelType {
  const entries: { [name: string]: FeelType } = {};
  const inside: Locals = { names: entries, outer: locals };
  // a function may call the entry it stands in, and those after it
  for (const entry of childrenOf(node).slice(1, -1)) entries[keyOf(entry, walk)] = 'any';
  for (const entry of childrenOf(node).slice(1, -1)) {
    entries[keyOf(entry, walk)] = walk.typeOf(childrenOf(entry)[1], inside);
  }
  return { entries };
}

function keyOf(entry: SyntaxNode, walk: Walk): string {
  const [key] = childrenOf(entry);
  return key ? nameOf(key, walk).replace(/^"|"$/g, '') : '';
}
