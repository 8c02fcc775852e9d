import { isSystemField } from '@etapa/shared/conditions/reference';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { kindOf } from '@etapa/shared/fields/kinds';
import { currencySort, fieldExpression, sortExpression } from './conditions-fields.ts';
import { systemExpression } from './conditions-system.ts';
import type { CursorValues } from './keyset.ts';
import { namedSort, type SortKey, stageSort } from './records-sort-names.ts';
import { bind, type Where } from './where.ts';

/** The last word of every order. */
const BY_ID: SortKey = { sql: 'r.id', type: 'uuid', descending: false, nullable: false };

/** Text by which titles are sorted and compared; `records_title` indexes it. */
export const TITLE = sortExpression('r.title', 'text');

/** People sort owners by name. */
const OWNER = `(SELECT ${sortExpression('named.name', 'text')} FROM users named WHERE named.id = r.owner_id)`;

const NEVER_EMPTY = new Set(['$id', '$number', '$createdAt', '$updatedAt', '$lastActivityAt', '$title']);

/**
 * The order that a list asks for, ended by the id so that no two records are equal.
 *
 * @param names such as `['-amount', '$createdAt']`
 * @param readable whether a field may be read at all
 * @returns the keys, or the name that cannot be sorted by
 */
export function sortKeys(
  definition: EntityType,
  names: string[],
  readable: (field: string) => boolean,
): SortKey[] | { unknown: string } {
  const keys: SortKey[] = [];
  for (const given of names) {
    const descending = given.startsWith('-');
    const name = given.replace(/^[-+]/, '').trim();
    const found = keysOf(definition, name, readable);
    if (!found) return { unknown: name };
    keys.push(...found.map((key) => ({ ...key, descending })));
  }
  // In the direction of the last key, so that one index serves both.
  const last = keys.at(-1);
  return [...keys, { ...BY_ID, descending: last?.descending ?? false }];
}

type Undirected = Omit<SortKey, 'descending'>;

function keysOf(definition: EntityType, name: string, readable: (field: string) => boolean): Undirected[] | undefined {
  const key = keyOf(definition, name, readable);
  const field = key && definition.fields.find((candidate) => candidate.key === name);
  const currency = field && currencySort(definition.fields, field);
  if (!key || !currency || !readable(field.currencyField ?? '')) return key && [key];
  return [{ sql: currency, type: 'text', nullable: true }, key];
}

function keyOf(definition: EntityType, name: string, readable: (field: string) => boolean): Undirected | undefined {
  if (name === '$title')
    return readable(definition.titleField) ? { sql: TITLE, type: 'text', nullable: false } : undefined;
  if (name === '$owner') return { sql: OWNER, type: 'text', nullable: true };
  const staged = name === '$stage' ? stageSort(definition) : undefined;
  if (staged) return { ...staged, nullable: true };
  if (isSystemField(name)) {
    const { value, type } = systemExpression(name, definition);
    return { sql: value, type, nullable: !NEVER_EMPTY.has(name) };
  }
  const field = definition.fields.find(({ key }) => key === name);
  if (!field || !readable(name)) return undefined;
  const named = namedSort(field);
  if (named) return { ...named, nullable: true };
  if (!kindOf(field).sortable) return undefined;
  const { sort, sortType } = fieldExpression(field);
  return { sql: sort, type: sortType, nullable: true };
}

/** What ORDER BY says. */
export const orderBy = (keys: SortKey[]): string =>
  keys
    .map(({ sql, descending, nullable }) => `${sql}${descending ? ' DESC' : ''}${nullable ? ' NULLS LAST' : ''}`)
    .join(', ');

/** The values a cursor remembers, as texts `k0`, `k1` … of the select list. */
export const cursorColumns = (keys: SortKey[]): string =>
  keys
    .map(
      ({ sql, type }, index) =>
        `${type === 'timestamptz' ? `to_json(${sql}) #>> '{}'` : `(${sql})::text`} AS k${index}`,
    )
    .join(', ');

const SHAPES: { [Type in SortKey['type']]: RegExp } = {
  text: /^[^\0]*$/su,
  numeric: /^-?\d{1,40}(\.\d{1,40})?$/,
  bigint: /^-?\d{1,18}$/,
  boolean: /^(true|false)$/,
  uuid: /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/,
  timestamptz: /^\d{4,6}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?$/,
};

/** Whether values could be a cursor of this order: what is not is refused before it meets SQL. */
export function fitsCursor(keys: SortKey[], values: unknown): values is CursorValues {
  if (!Array.isArray(values) || values.length !== keys.length) return false;
  return keys.every(({ type, nullable }, index) => {
    const value: unknown = values[index];
    if (value === null) return nullable;
    return typeof value === 'string' && SHAPES[type].test(value) && !/\p{Cs}/u.test(value);
  });
}

/** Records that come after the one a cursor remembers. */
export function after(keys: SortKey[], values: CursorValues): Where {
  return (params) => {
    const bound = keys.map(({ type }, index) => {
      const value = values[index] ?? null;
      return value === null ? null : `${bind(params, value)}::${type}`;
    });
    const [first] = keys;
    const oneWay = keys.every(({ nullable, descending }) => !nullable && descending === first?.descending);
    if (oneWay) {
      const columns = keys.map(({ sql }) => sql).join(', ');
      return `(${columns}) ${first?.descending ? '<' : '>'} (${bound.join(', ')})`;
    }
    const steps = keys.map((key, index) => {
      const same = keys.slice(0, index).map((earlier, at) => equal(earlier, bound[at] ?? null));
      return [...same, beyond(key, bound[index] ?? null)].join(' AND ');
    });
    return `(${steps.map((step) => `(${step})`).join(' OR ')})`;
  };
}

const equal = ({ sql }: SortKey, value: string | null): string =>
  value === null ? `${sql} IS NULL` : `${sql} = ${value}`;

function beyond({ sql, descending, nullable }: SortKey, value: string | null): string {
  // Nothing comes after the empty ones but others of them, which the next key tells apart.
  if (value === null) return 'false';
  const further = `${sql} ${descending ? '<' : '>'} ${value}`;
  return nullable ? `(${further} OR ${sql} IS NULL)` : further;
}
