import type { Doc, JsonValue } from '../fields/field.ts';
import type { Changes } from './event.ts';

/** Whether two JSON values are the same; the order of an object's members says nothing. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => sameJson(item, b[index]));
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]));
}

/** What differs between two documents, null where a side has no value; null when nothing does. */
export function changesBetween(from: Doc, to: Doc): { before: Changes; after: Changes } | null {
  const before: Changes = {};
  const after: Changes = {};
  for (const key of new Set([...Object.keys(from), ...Object.keys(to)])) {
    if (sameJson(from[key], to[key])) continue;
    before[key] = from[key] ?? null;
    after[key] = to[key] ?? null;
  }
  return Object.keys(after).length === 0 ? null : { before, after };
}

/** A document with changes made to it; null takes a value away. */
export function withChanges(doc: Doc, changes: Changes): Doc {
  const changed = { ...doc, ...changes };
  for (const [key, value] of Object.entries(changes)) if (value === null) delete changed[key];
  return changed;
}
