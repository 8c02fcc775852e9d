import type { LinkedRecord } from '@etapa/shared/process/command';
import type { Actor, RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import type { Where } from './where.ts';

/** A record by its id, or by its number among those of its type. */
export type RecordName = { id: string } | { number: number };

/** Another record that holds a value meant to be unique. */
export interface Holder {
  id: string;
  number: number;
  title: string;
}

/** Reads single records; lists have a file of their own, as has writing. */
@Injectable()
export class RecordStore {
  /**
   * @param where what the reader may see; absent for everything
   * @returns the record, be it in the trash
   */
  async find(db: Queryable, entityType: string, name: RecordName, where: Where | null): Promise<RecordState | null> {
    const params: unknown[] = ['id' in name ? name.id : name.number, entityType];
    const column = 'id' in name ? 'id' : 'number';
    const sql = `SELECT ${RECORD_COLUMNS} FROM records r WHERE r.${column} = $1 AND r.entity_type = $2`;
    const [row] = where
      ? await db.query<RecordRow>(`${sql} AND ${where(params)}`, params)
      : await db.prepared<RecordRow>(`record-by-${column}`, sql, params);
    return row ? toRecord(row) : null;
  }

  /** Live records of a type by id, in no order. */
  async findAll(db: Queryable, entityType: string, ids: string[], where: Where | null = null): Promise<RecordState[]> {
    const params: unknown[] = [ids, entityType];
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.id = ANY($1::uuid[]) AND r.entity_type = $2 AND r.deleted_at IS NULL ${where ? `AND ${where(params)}` : ''}`,
      params,
    );
    return rows.map(toRecord);
  }

  /** Records of any type that others link to, those in the trash included. */
  linked(db: Queryable, ids: string[]): Promise<(LinkedRecord & { deletedAt: string | null })[]> {
    return db.prepared(
      'linked-records',
      `SELECT id, entity_type AS "entityType", title, doc, number, funnel, stage, owner_id AS "ownerId", tags,
         to_json(deleted_at) #>> '{}' AS "deletedAt"
       FROM records WHERE id = ANY($1::uuid[])`,
      [ids],
    );
  }

  /** Those of the ids that meet `where`. */
  async visible(db: Queryable, entityType: string, ids: string[], where: Where): Promise<string[]> {
    const params: unknown[] = [ids, entityType];
    const rows = await db.query<{ id: string }>(
      `SELECT r.id FROM records r WHERE r.id = ANY($1::uuid[]) AND r.entity_type = $2 AND ${where(params)}`,
      params,
    );
    return rows.map(({ id }) => id);
  }

  /** Takes the next numbers of a type: each is given once and never again, whatever becomes of it. */
  async takeNumbers(db: Queryable, sequence: string, count: number): Promise<number[]> {
    const rows = await db.prepared<{ number: number }>(
      'take-numbers',
      'SELECT nextval($1::text::regclass) AS number FROM generate_series(1, $2::int)',
      [sequence, count],
    );
    return rows.map(({ number }) => number);
  }

  /** Makes the next number greater than one that came from outside. */
  async passNumber(db: Queryable, sequence: string, number: number): Promise<void> {
    await db.query('SELECT setval($1::text::regclass, greatest($2::bigint, nextval($1::text::regclass)))', [
      sequence,
      number,
    ]);
  }

  /** The live record that already holds a value, by the expression of its unique index. */
  async holder(db: Queryable, entityType: string, expression: string, value: string): Promise<Holder | null> {
    const [row] = await db.query<Holder>(
      `SELECT id, number, title FROM records
       WHERE entity_type = $1 AND deleted_at IS NULL AND ${expression} = md5($2) LIMIT 1`,
      [entityType, value],
    );
    return row ?? null;
  }

  /** Which users of these are there, active or not, and their teams. */
  users(db: Queryable, ids: string[]): Promise<{ id: string; name: string; teamId: string | null; active: boolean }[]> {
    return db.prepared(
      'record-users',
      'SELECT id, name, team_id AS "teamId", active FROM users WHERE id = ANY($1::uuid[])',
      [ids],
    );
  }

  /** Files of these that are there, and whose they are. */
  files(db: Queryable, ids: string[]): Promise<{ id: string; createdBy: Actor }[]> {
    return db.query('SELECT id, created_by AS "createdBy" FROM files WHERE id = ANY($1::uuid[])', [ids]);
  }

  /** Lets nobody else enter a stage with a limit before this transaction ends, and counts who is there. */
  async countForEntry(db: Queryable, entityType: string, funnel: string, stage: string): Promise<number> {
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 42))', [`${entityType} ${funnel} ${stage}`]);
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*) AS count FROM records
       WHERE entity_type = $1 AND funnel = $2 AND stage = $3 AND deleted_at IS NULL`,
      [entityType, funnel, stage],
    );
    return row?.count ?? 0;
  }
}
