import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { PoolClient } from 'pg';
import { currencySort, fieldExpression } from './conditions-fields.ts';
import type { Database } from './database.ts';
import type { PublishedType } from './entity-types.ts';

/** Any number: building two indexes on one table at once would make each wait for the other. */
export const INDEX_LOCK = 7_203_614_601;

interface Index {
  name: string;
  sql: string;
}

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 12);

/** Names are made of ids, so that no key of a person's choosing becomes one. */
const nameOf = (prefix: string, typeId: string, field: string): string => `${prefix}_${short(typeId)}_${short(field)}`;

/** Name of the index that keeps a field's values unique. */
export const uniqueIndexOf = (typeId: string, field: string): string => nameOf('records_unique', typeId, field);

/**
 * What is unique of a field's value, as SQL over `doc`. A digest, because an index takes no long texts; e-mail
 * addresses are the same in either case.
 */
export function uniqueExpression(field: Pick<Field, 'key' | 'kind'>, doc = 'doc'): string {
  const text = `${doc} ->> '${field.key}'`;
  return field.kind === 'email' ? `md5(lower(${text}))` : `md5(${text})`;
}

/** Indexes that a definition asks for. */
function wanted(type: PublishedType): Index[] {
  const live = `WHERE entity_type = '${type.key}' AND deleted_at IS NULL`;
  return type.definition.fields.flatMap((field) => {
    const indexes: Index[] = [];
    if (field.unique) {
      const name = uniqueIndexOf(type.id, field.key);
      const has = `${live} AND doc ->> '${field.key}' IS NOT NULL`;
      indexes.push({ name, sql: `UNIQUE INDEX CONCURRENTLY ${name} ON records ((${uniqueExpression(field)})) ${has}` });
    }
    if (field.indexed) {
      const value = fieldExpression(field, 'doc').sort;
      indexes.push(...bothWays(type, field, live, '', [value]));
      const currency = currencySort(type.definition.fields, field, 'doc');
      // Conditions go by the amount alone, lists by the currency first.
      if (currency !== null) indexes.push(...bothWays(type, field, live, 'currency_', [currency, value]));
    }
    return indexes;
  });
}

/** An order that ends with empty values both ways needs an index of its own for each. */
function bothWays(type: PublishedType, field: Field, live: string, prefix: string, values: string[]): Index[] {
  const up = nameOf(`records_${prefix}up`, type.id, field.key);
  const down = nameOf(`records_${prefix}down`, type.id, field.key);
  const ascending = values.map((value) => `(${value})`).join(', ');
  const descending = values.map((value) => `(${value}) DESC NULLS LAST`).join(', ');
  return [
    { name: up, sql: `INDEX CONCURRENTLY ${up} ON records (${ascending}, id) ${live}` },
    { name: down, sql: `INDEX CONCURRENTLY ${down} ON records (${descending}, id DESC) ${live}` },
  ];
}

/**
 * Makes the indexes that a definition asks for and drops those it no longer does, without stopping writers.
 *
 * @param type with a definition that has been checked: its keys become part of SQL
 */
export async function ensureIndexes(db: Database, type: PublishedType): Promise<void> {
  await db.session(async (client) => {
    // Asked again and again, not waited for: a statement that waits would hold up the index it waits for.
    while (!(await locked(client))) await sleep(50);
    try {
      await bring(client, type, wanted(type));
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [INDEX_LOCK]);
    }
  });
}

async function locked(client: PoolClient): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1) AS locked', [INDEX_LOCK]);
  return rows[0]?.locked === true;
}

/**
 * An index says in its comment what it was made from: a field of another kind is indexed in another way under the same
 * name. The new one is there before the old one goes, so that nothing unique is let through in between.
 */
async function bring(client: PoolClient, type: PublishedType, indexes: Index[]): Promise<void> {
  const { rows } = await client.query<{ name: string; valid: boolean; made: string | null }>(
    `SELECT c.relname AS name, i.indisvalid AS valid, obj_description(c.oid, 'pg_class') AS made
     FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = 'records'::regclass AND c.relname LIKE $1`,
    [`records\\_%\\_${short(type.id)}\\_%`],
  );
  const names = new Set(indexes.map(({ name }) => name));
  for (const { name } of rows) {
    if (!names.has(name)) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
  }
  const made = new Map(rows.filter(({ valid }) => valid).map((row) => [row.name, row.made]));
  for (const { name, sql } of indexes) {
    const digest = short(sql);
    if (made.get(name) === digest) continue;
    const draft = `${name}_next`;
    // A build that was cut short leaves an index that is kept up to date and never used.
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${draft}`);
    await client.query(`CREATE ${sql.replace(name, draft)}`);
    await client.query(`COMMENT ON INDEX ${draft} IS '${digest}'`);
    await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
    await client.query(`ALTER INDEX ${draft} RENAME TO ${name}`);
  }
}
