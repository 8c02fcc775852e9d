import type { EntityType } from './entity-type.ts';

/** One thing that differs between two versions of a definition, by key and not by place. */
export type DefinitionChange =
  | { kind: 'changed'; path: string; before: unknown; after: unknown }
  | { kind: 'added'; path: string; after: unknown }
  | { kind: 'removed'; path: string; before: unknown }
  | { kind: 'reordered'; path: string; before: string[]; after: string[] };

/**
 * What changed from one definition to the next.
 *
 * @returns changes with paths such as `/fields/amount/required`, `/funnels/sales/stages/proposal`: list items stand
 *   by their key, so that a field put before another changes no path. Transitions are named `from→to`.
 */
export function difference(before: EntityType, after: EntityType): DefinitionChange[] {
  return between(before, after, '', false);
}

/** @param whole shown as it is, with nothing said of its parts */
function between(before: unknown, after: unknown, path: string, whole: boolean): DefinitionChange[] {
  if (same(before, after)) return [];
  if (before === undefined) return [{ kind: 'added', path, after }];
  if (after === undefined) return [{ kind: 'removed', path, before }];
  if (keyedList(before) && keyedList(after)) return betweenLists(before as unknown[], after as unknown[], path);
  if (isObject(before) && isObject(after) && !whole) {
    const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
    return names.flatMap((name) => between(before[name], after[name], `${path}/${name}`, WHOLE.has(name)));
  }
  return [{ kind: 'changed', path, before, after }];
}

/** A condition or a label in languages is one thing to a reader. */
const WHOLE = new Set([
  ...['guard', 'visibleWhen', 'requiredWhen', 'label', 'name', 'namePlural', 'title', 'help', 'instructions'],
  ...['default', 'rights'],
]);

function betweenLists(before: unknown[], after: unknown[], path: string): DefinitionChange[] {
  const old = new Map(before.map((item) => [nameOf(item), item]));
  const now = new Map(after.map((item) => [nameOf(item), item]));
  const kept = [...old.keys()].filter((name) => now.has(name));
  const keptNow = [...now.keys()].filter((name) => old.has(name));
  const moved: DefinitionChange[] = same(kept, keptNow)
    ? []
    : [{ kind: 'reordered', path, before: kept, after: keptNow }];
  const names = [...new Set([...old.keys(), ...now.keys()])];
  return [...names.flatMap((name) => between(old.get(name), now.get(name), `${path}/${name}`, false)), ...moved];
}

/** Whether every item of a list has a name of its own. */
function keyedList(value: unknown): boolean {
  if (!Array.isArray(value) || !value.every(isObject)) return false;
  const names = value.map(nameOf);
  return !names.includes('') && new Set(names).size === names.length;
}

function nameOf(item: unknown): string {
  if (!isObject(item)) return '';
  if (typeof item.key === 'string') return item.key;
  if (typeof item.from === 'string' && typeof item.to === 'string') return `${item.from}→${item.to}`;
  return '';
}

const isObject = (value: unknown): value is { [name: string]: unknown } =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Whether two parts say the same, whatever the order of their members. */
export function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => same(item, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].every((name) => same(a[name], b[name]));
}
