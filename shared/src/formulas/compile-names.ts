import type { SyntaxNode } from '@lezer/common';
import { FeelRange } from 'feelin';
import { paidFunction } from './compile-calls.ts';
import type { Position } from './formula.ts';
import { BUILTINS, briefly } from './functions.ts';
import { lookUp, type Names, property } from './names.ts';
import { child, nameOf, type Part, type Run, type Source, step } from './part.ts';
import { isEntries } from './types.ts';

/** A name: what is in scope, else a function of FEEL as a value. */
export function compileVariable(node: SyntaxNode, source: Source): Part {
  const name = nameOf(node, source);
  const builtin = BUILTINS.get(name);
  const position = { from: node.from, to: node.to };
  return step(node, name === '?' ? 'none' : 'any', (names, run) => {
    const value = lookUp(name, names, run.budget);
    if (value !== undefined) return value;
    if (builtin) return paidFunction(builtin, run, position);
    if (name !== '?') run.complain('unknown_name', `There is no “${name}”.`, position);
    return null;
  });
}

export function compilePath(node: SyntaxNode, source: Source): Part {
  const target = source.compile(child(node, 0));
  const last = child(node, 2);
  const name = nameOf(last, source);
  const position = { from: last.from, to: last.to };
  return step(node, 'any', (names, run) => {
    const value = target.run(names, run);
    if (!Array.isArray(value)) return read(name, value, run, position);
    run.budget.spend(value.length);
    return value.map((item) => read(name, item, run, position));
  });
}

function read(name: string, target: unknown, run: Run, position: Position): unknown {
  const value = property(name, target, run.budget);
  if (value !== undefined) return value;
  run.complain('no_property', `There is no “${name}” in ${briefly(target)}.`, position);
  return null;
}

/** `list[condition]` or `list[place]`, as the form of what stands in brackets says. */
export function compileFilter(node: SyntaxNode, source: Source): Part {
  const target = source.compile(child(node, 0));
  const filter = source.compile(child(node, 2));
  return step(node, 'any', (names, run) => {
    const value = target.run(names, run);
    if (value === null || value === undefined) return null;
    const items: unknown[] = Array.isArray(value) ? value : [value];
    switch (filter.gives) {
      case 'number':
      case 'boolean':
      case 'any':
        return placed(filter.run(names, run), value, items);
      case 'string': {
        run.budget.spend(items.length);
        const wanted = filter.run(names, run);
        return items.filter((item) => item === wanted);
      }
      case 'test':
        return items.map((item) => kept(item, filter, names, run)).filter((item) => item !== false && item !== null);
      default:
        return null;
    }
  });
}

function placed(place: unknown, value: unknown, items: unknown[]): unknown {
  if (typeof place === 'boolean') return place ? value : [];
  if (typeof place !== 'number') return [];
  return items[place < 0 ? items.length + place : place - 1] ?? null;
}

/** The item where it meets the condition; the condition's result where it does not. */
function kept(item: unknown, filter: Part, names: Names, run: Run): unknown {
  run.budget.spend(2);
  const withItem: Names = { values: { item }, outer: names };
  const result = filter.run(isEntries(item) ? { values: item, outer: withItem } : withItem, run);
  const tested = typeof result === 'function' ? result(item) : result;
  const met = tested instanceof FeelRange ? tested.includes(item) : tested;
  return met === true ? item : met;
}
