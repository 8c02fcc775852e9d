import type { Field } from '@etapa/shared/definition/entity-type';
import { fold } from '@etapa/shared/fields/fold';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Injectable } from '@nestjs/common';
import { fieldExpression, INDEXED_LENGTH } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { uniqueExpression } from './entity-types-indexes.ts';
import { TITLE } from './records-sort.ts';
import { bind, type Where } from './where.ts';

/** Something found by a text: `key` is the text as it was asked for. */
export interface FoundByName {
  key: string;
  id: string;
}

/** Finds what a file names: records by title or field, people by name or e-mail address, holders of unique values. */
@Injectable()
export class ImportNameStore {
  /**
   * Live records whose title, or whose field, is one of the texts, whatever the case.
   *
   * @param field null for the title
   * @param among ids of the only records that are looked at; absent for all
   */
  async records(
    db: Queryable,
    {
      entityType,
      field,
      seen,
      among,
    }: { entityType: string; field: Field | null; seen: Where | null; among?: string[] },
    names: string[],
  ): Promise<FoundByName[]> {
    const texts = names.filter(isText);
    const params: unknown[] = [];
    const folds = field === null || kindOf(field).family === 'text';
    const asked = texts.map((text) => (folds ? [...fold(text)].slice(0, INDEXED_LENGTH).join('') : text));
    const expression = field === null ? TITLE : folds ? fieldExpression(field).sort : `r.doc ->> ${literal(field.key)}`;
    const rows = await db.query<{ id: string; key: string }>(
      `SELECT r.id, ${expression} AS key FROM records r
       WHERE r.entity_type = ${literal(entityType)} AND r.deleted_at IS NULL
         AND ${expression} = ANY(${bind(params, asked)}::text[])
         ${among ? `AND r.id = ANY(${bind(params, among)}::uuid[])` : ''} ${seen ? `AND (${seen(params)})` : ''}
       ORDER BY r.created_at, r.id`,
      params,
    );
    return textsFound(rows, asked, texts);
  }

  /** Live records by their numbers, as files write them: `#12` or `12`. */
  async numbered(
    db: Queryable,
    { entityType, seen }: { entityType: string; seen: Where | null },
    texts: string[],
  ): Promise<FoundByName[]> {
    const params: unknown[] = [texts.map((text) => Number(text.replace('#', '')))];
    const rows = await db.query<{ id: string; number: number }>(
      `SELECT r.id, r.number FROM records r WHERE r.entity_type = ${bind(params, entityType)} AND r.deleted_at IS NULL
         AND r.number = ANY($1::bigint[]) ${seen ? `AND (${seen(params)})` : ''}`,
      params,
    );
    return rows.flatMap(({ id, number }) =>
      texts.filter((text) => Number(text.replace('#', '')) === number).map((key) => ({ id, key })),
    );
  }

  /** What a statement sees from here on at least, for `writtenSince`. */
  async snapshot(db: Queryable): Promise<string> {
    const [row] = await db.prepared<{ now: string }>('import-snapshot', 'SELECT pg_current_snapshot()::text AS now');
    if (!row) throw new Error('PostgreSQL told of no snapshot.');
    return row.now;
  }

  /** Records of a type that were written after a snapshot was taken, whoever wrote them. */
  async writtenSince(db: Queryable, entityType: string, snapshot: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT DISTINCT record_id AS id FROM events
       WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)
         AND entity_type = $2 AND record_id IS NOT NULL`,
      [snapshot, entityType],
    );
    return rows.map(({ id }) => id);
  }

  /** People by name, e-mail address or id, active or not. */
  async people(db: Queryable, names: string[]): Promise<FoundByName[]> {
    const texts = names.filter(isText);
    const asked = texts.map((text) => text.toLowerCase());
    const rows = await db.query<{ id: string; name: string; email: string | null }>(
      `SELECT id, lower(name) AS name, lower(email) AS email FROM users
       WHERE lower(name) = ANY($1::text[]) OR lower(email) = ANY($1::text[]) ORDER BY active DESC, id`,
      [asked],
    );
    const keys = rows.flatMap(({ id, name, email }) => [
      { id, key: name },
      ...(email !== null && email !== name ? [{ id, key: email }] : []),
    ]);
    return textsFound(keys, asked, texts);
  }

  /** Live records that hold one of the values of a unique field. @param seen which of them may be named; null for all */
  holders(
    db: Queryable,
    { entityType, field, seen }: { entityType: string; field: Field; seen: Where | null },
    values: string[],
  ): Promise<{ id: string; number: number; title: string; digest: string; named: boolean }[]> {
    const params: unknown[] = [values];
    return db.query(
      `SELECT id, number, title, ${uniqueExpression(field)} AS digest, (${seen ? seen(params) : 'true'}) IS TRUE AS named
       FROM records r
       WHERE entity_type = ${literal(entityType)} AND deleted_at IS NULL AND doc ->> ${literal(field.key)} IS NOT NULL
         AND ${uniqueExpression(field)} = ANY($1::text[])`,
      params,
    );
  }

  /** Numbers of these that are taken, also by records in the trash. */
  async takenNumbers(db: Queryable, entityType: string, numbers: number[]): Promise<number[]> {
    const rows = await db.query<{ number: number }>(
      'SELECT number FROM records WHERE entity_type = $1 AND number = ANY($2::bigint[])',
      [entityType, numbers],
    );
    return rows.map(({ number }) => number);
  }
}

/** PostgreSQL keeps no text with this sign, and asks for none. */
const isText = (text: string): boolean => !text.includes('\u0000');

function textsFound(rows: { id: string; key: string }[], asked: string[], texts: string[]): FoundByName[] {
  const byKey = new Map<string, string[]>();
  for (const [index, key] of asked.entries()) byKey.set(key, [...(byKey.get(key) ?? []), texts[index] ?? '']);
  return rows.flatMap(({ id, key }) => (byKey.get(key) ?? []).map((text) => ({ id, key: text })));
}
