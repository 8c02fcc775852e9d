import { isReadOnly } from '../definition/document.ts';
import type { EntityType, Field } from '../definition/entity-type.ts';
import type { Doc, JsonValue } from '../fields/field.ts';

/** Kinds whose values add up: nothing of either record is to be lost. */
const ADDED_UP = new Set(['links', 'files']);

/**
 * What a merge changes of the record that stays: the values that were chosen; where nothing was, its own, or the
 * other's where it has none. Links and files of both are kept. A record never links to itself afterwards.
 *
 * @param chosen by field key; null clears
 * @param ids of the two records
 */
export function mergedValues(
  definition: EntityType,
  survivor: { id: string; doc: Doc },
  lost: { id: string; doc: Doc },
  chosen: Doc,
): Doc {
  const changes: Doc = {};
  for (const field of definition.fields) {
    const { key } = field;
    if (isReadOnly(field)) continue;
    const own = survivor.doc[key];
    const picked = key in chosen ? chosen[key] : unchosen(field, own, lost.doc[key]);
    const value = withoutSelf(picked, field, [survivor.id, lost.id]);
    if (key in chosen || (value ?? null) !== (own ?? null)) changes[key] = value ?? null;
  }
  // What was chosen for a field that is not there is refused where it is written.
  for (const [key, value] of Object.entries(chosen)) changes[key] ??= value;
  return changes;
}

function unchosen(field: Field, own: JsonValue | undefined, other: JsonValue | undefined): JsonValue | undefined {
  if (own === undefined) return other;
  if (!ADDED_UP.has(field.kind) || !Array.isArray(own) || !Array.isArray(other)) return own;
  const added = other.filter((each) => !own.includes(each));
  return added.length === 0 ? own : [...own, ...added];
}

function withoutSelf(value: JsonValue | undefined, { kind }: Field, ids: readonly string[]): JsonValue | undefined {
  const isOne = (each: JsonValue): boolean => typeof each === 'string' && ids.includes(each);
  if (kind === 'link' && value !== undefined && isOne(value)) return undefined;
  if (kind !== 'links' || !Array.isArray(value) || !value.some(isOne)) return value;
  return value.filter((each) => !isOne(each));
}

/** What makes a document link to another record instead of one, by field; nothing where it does not link to it. */
export function relinked(definition: EntityType, doc: Doc, from: string, to: string): Doc {
  const changes: Doc = {};
  for (const { key, kind } of definition.fields) {
    const value = doc[key];
    if (kind === 'link' && value === from) changes[key] = to;
    if (!Array.isArray(value)) continue;
    if (kind === 'links' && value.includes(from)) {
      changes[key] = [...new Set(value.map((each) => (each === from ? to : each)))];
    }
    if (kind === 'lines' && value.some((row) => productOf(row) === from)) {
      changes[key] = value.map((row) => (isRow(row) && row.product === from ? { ...row, product: to } : row));
    }
  }
  return changes;
}

const isRow = (row: JsonValue): row is { [key: string]: JsonValue } =>
  row !== null && typeof row === 'object' && !Array.isArray(row);
const productOf = (row: JsonValue): JsonValue | undefined => (isRow(row) ? row.product : undefined);
