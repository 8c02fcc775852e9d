import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Column, type ColumnSpec, columnOf, type StoredColumn, stored } from './packed-column.ts';
import { HeldColumns } from './packed-held.ts';
import { PackedIds } from './packed-ids.ts';
import type { Queryable } from './queryable.ts';

export interface Chunk {
  chunk: number;
  firstId: string;
  lastId: string;
  records: number;
  createdFrom: Date;
  createdTo: Date;
  /** Another one once the chunk holds other records. */
  making: string;
}

/** What of the log the chunks hold. */
export interface PackedState {
  cluster: string;
  snapshot: string;
}

const STATE = `pg_current_snapshot()::text AS snapshot,
  (SELECT system_identifier FROM pg_control_system())::text || ' ' || (SELECT oid FROM pg_database WHERE datname = current_database()) AS cluster`;

/** The name under which a column is kept: what it says, in short. */
export const nameOf = ({ of, kind, sql, units = 1 }: ColumnSpec): string =>
  createHash('sha256').update([of, kind, units, sql].join(' ')).digest('base64url').slice(0, 22);

/** Chunks of records of one type in the order of their ids, and columns of their values. */
@Injectable()
export class PackedChunkStore {
  private readonly held = new HeldColumns();

  /** @returns what is kept of the type; null where nothing is, or it is another database's */
  async state(db: Queryable, entityType: string): Promise<{ now: PackedState; kept: PackedState | null }> {
    const [row] = await db.prepared<PackedState & { known: string | null; seen: string | null }>(
      'packed-state',
      `SELECT ${STATE}, t.cluster AS known, t.snapshot AS seen
       FROM (SELECT) x LEFT JOIN packed_types t ON t.entity_type = $1`,
      [entityType],
    );
    if (!row) throw new Error('A statement that always has a row had none.');
    const { known, seen, ...now } = row;
    return { now, kept: seen !== null && known === now.cluster ? { cluster: known, snapshot: seen } : null };
  }

  /** Whether the type has at least so many records. */
  async isLarge(db: Queryable, entityType: string, least: number): Promise<boolean> {
    const [row] = await db.query<{ n: number }>(
      'SELECT count(*)::int AS n FROM (SELECT FROM records WHERE entity_type = $1 AND deleted_at IS NULL LIMIT $2) x',
      [entityType, least],
    );
    return (row?.n ?? 0) >= least;
  }

  async setState(db: Queryable, entityType: string, { cluster, snapshot }: PackedState): Promise<void> {
    await db.query(
      `INSERT INTO packed_types (entity_type, cluster, snapshot) VALUES ($1, $2, $3)
       ON CONFLICT (entity_type) DO UPDATE SET cluster = excluded.cluster, snapshot = excluded.snapshot`,
      [entityType, cluster, snapshot],
    );
  }

  /** Records of which something has happened that the snapshot does not see, in the order of their ids. */
  async changed(db: Queryable, entityType: string, snapshot: string, limit: number): Promise<string[]> {
    const rows = await db.prepared<{ id: string }>(
      'packed-changed',
      `SELECT DISTINCT record_id AS id FROM events
       WHERE xid >= pg_snapshot_xmin($2::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $2::pg_snapshot)
         AND entity_type = $1 AND record_id IS NOT NULL
       ORDER BY 1 LIMIT $3`,
      [entityType, snapshot, limit],
    );
    return rows.map(({ id }) => id);
  }

  chunks(db: Queryable, entityType: string): Promise<Chunk[]> {
    return db.query(
      `SELECT chunk, first_id AS "firstId", last_id AS "lastId", records, created_from AS "createdFrom",
         created_to AS "createdTo",
         xmin::text AS making FROM packed_chunks WHERE entity_type = $1 ORDER BY chunk`,
      [entityType],
    );
  }

  async ids(db: Queryable, entityType: string, chunk: number): Promise<PackedIds> {
    const [row] = await db.query<{ ids: string }>(
      'SELECT ids FROM packed_chunks WHERE entity_type = $1 AND chunk = $2',
      [entityType, chunk],
    );
    return PackedIds.from(row?.ids ?? '');
  }

  /**
   * Gathers records into a chunk, in place of the one that had this number.
   *
   * @param after records after this id
   * @param last up to this one; null: as many as there are
   * @param size so many at most
   * @returns the last of them, and how many they are; without any there is no such chunk any more
   */
  async gather(
    db: Queryable,
    entityType: string,
    chunk: number,
    { after, last, size }: { after: string | null; last: string | null; size: number },
  ): Promise<{ last: string | null; records: number }> {
    await this.drop(db, entityType, chunk);
    const [row] = await db.query<{ ids: string[] | null; from: Date; to: Date }>(
      `SELECT json_agg(id ORDER BY id) AS ids, min(created_at) AS from, max(created_at) AS to FROM (
         SELECT id, created_at FROM records
         WHERE entity_type = $1 AND deleted_at IS NULL AND id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
           AND id <= coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
         ORDER BY id LIMIT $4) x`,
      [entityType, after, last, size],
    );
    const ids = row?.ids ?? [];
    if (!row || ids.length === 0) return { last: null, records: 0 };
    await db.query(
      `INSERT INTO packed_chunks (entity_type, chunk, first_id, last_id, records, created_from, created_to, ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
      [entityType, chunk, ids[0], ids.at(-1), ids.length, row.from, row.to, String(PackedIds.of(ids))],
    );
    return { last: ids.at(-1) ?? null, records: ids.length };
  }

  /** @param chunk undefined: all of the type's */
  async drop(db: Queryable, entityType: string, chunk?: number): Promise<void> {
    for (const table of ['packed_columns', 'packed_chunks']) {
      await db.query(`DELETE FROM ${table} WHERE entity_type = $1 AND chunk = coalesce($2, chunk)`, [
        entityType,
        chunk ?? null,
      ]);
    }
  }

  /** Which columns each chunk has. */
  async known(db: Queryable, entityType: string): Promise<{ chunk: number; names: string[] }[]> {
    return db.query(
      `SELECT k.chunk, coalesce(array_agg(c.name) FILTER (WHERE c.name IS NOT NULL), '{}') AS names
       FROM packed_chunks k LEFT JOIN packed_columns c
         ON c.entity_type = k.entity_type AND c.chunk = k.chunk
       WHERE k.entity_type = $1 GROUP BY k.chunk ORDER BY k.chunk`,
      [entityType],
    );
  }

  async put(db: Queryable, entityType: string, chunk: number, name: string, column: Column): Promise<void> {
    const { counts, words, width, data } = stored(column);
    await db.query(
      `INSERT INTO packed_columns (entity_type, chunk, name, counts, words, width, data)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [entityType, chunk, name, counts, words, width, data],
    );
  }

  /** Columns of several chunks: by chunk, then by name. */
  async columns(
    db: Queryable,
    entityType: string,
    wanted: (Pick<Chunk, 'chunk' | 'making'> & { names: string[] })[],
  ): Promise<Map<number, Map<string, Column>>> {
    const found = new Map<number, Map<string, Column>>();
    const keys = new Map<string, string>();
    for (const { chunk, making, names } of wanted) {
      const own = new Map<string, Column>();
      found.set(chunk, own);
      for (const name of names) {
        const key = [entityType, chunk, making, name].join(' ');
        const column = this.held.get(key);
        if (column) own.set(name, column);
        else keys.set(`${chunk} ${name}`, key);
      }
    }
    if (keys.size === 0) return found;
    const rows = await db.query<StoredColumn & { chunk: number; name: string }>(
      `SELECT c.chunk, c.name, c.counts, c.words, c.width, c.data FROM unnest($2::int[], $3::text[]) AS w(chunk, name)
       JOIN packed_columns c ON c.entity_type = $1 AND c.chunk = w.chunk AND c.name = w.name`,
      [
        entityType,
        [...keys.keys()].map((key) => Number(key.split(' ')[0])),
        [...keys.keys()].map((key) => key.split(' ')[1]),
      ],
    );
    for (const { chunk, name, ...text } of rows) {
      const column = columnOf(text);
      found.get(chunk)?.set(name, column);
      this.held.put(keys.get(`${chunk} ${name}`) ?? '', column);
    }
    return found;
  }
}
