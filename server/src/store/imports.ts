import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A cell that names a record which comes later in the same file. */
export interface PostponedLink {
  ordinal: number;
  recordId: string;
  line: number;
  column: string;
  text: string;
  row: string[];
}

/** Bytes kept in one row. */
const CHUNK = 256 * 1024;

/**
 * Files on their way into the database: kept in it until their import ends, so that any worker can read them, on
 * whatever machine it runs.
 */
@Injectable()
export class ImportStore {
  /** Keeps a file as it streams in. @returns its size in bytes */
  async keep(db: Queryable, id: string, bytes: AsyncIterable<Buffer>, now: Date): Promise<number> {
    let waiting: Buffer[] = [];
    let held = 0;
    let size = 0;
    let ordinal = 0;
    const flush = async () => {
      await db.query('INSERT INTO import_chunks (file_id, ordinal, bytes, created_at) VALUES ($1, $2, $3, $4)', [
        id,
        ordinal++,
        Buffer.concat(waiting),
        now,
      ]);
      waiting = [];
      held = 0;
    };
    for await (const chunk of bytes) {
      waiting.push(chunk);
      held += chunk.length;
      size += chunk.length;
      if (held >= CHUNK) await flush();
    }
    if (held > 0) await flush();
    return size;
  }

  async *read(db: Queryable, id: string): AsyncGenerator<Buffer> {
    for (let ordinal = 0; ; ordinal++) {
      const [row] = await db.query<{ bytes: Buffer }>(
        'SELECT bytes FROM import_chunks WHERE file_id = $1 AND ordinal = $2',
        [id, ordinal],
      );
      if (!row) return;
      yield row.bytes;
    }
  }

  /** Reads a file from any place on. */
  async *readFrom(db: Queryable, id: string, from: number, to: number): AsyncGenerator<Buffer> {
    const chunks = await db.query<{ ordinal: number; start: number; size: number }>(
      `SELECT ordinal, start, size FROM (
         SELECT ordinal, octet_length(bytes) AS size,
           (sum(octet_length(bytes)) OVER (ORDER BY ordinal) - octet_length(bytes))::bigint AS start
         FROM import_chunks WHERE file_id = $1
       ) AS c WHERE start < $3 AND start + size > $2 ORDER BY ordinal`,
      [id, from, to],
    );
    for (const { ordinal, start, size } of chunks) {
      const first = Math.max(0, from - start);
      const last = Math.min(size, to - start);
      const [row] = await db.query<{ bytes: Buffer }>(
        'SELECT substring(bytes FROM $3::int FOR $4::int) AS bytes FROM import_chunks WHERE file_id = $1 AND ordinal = $2',
        [id, ordinal, first + 1, last - first],
      );
      if (row) yield row.bytes;
    }
  }

  /** In bytes. */
  async size(db: Queryable, id: string): Promise<number> {
    const [row] = await db.query<{ size: number }>(
      'SELECT coalesce(sum(octet_length(bytes)), 0)::bigint AS size FROM import_chunks WHERE file_id = $1',
      [id],
    );
    return row?.size ?? 0;
  }

  async drop(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM import_chunks WHERE file_id = $1', [id]);
  }

  /** Forgets all that an import which has ended kept for itself. */
  async dropAll(db: Queryable, id: string): Promise<void> {
    await this.drop(db, id);
    await this.dropPostponed(db, id);
    await db.query('DELETE FROM import_visits WHERE job_id = $1', [id]);
  }

  /** Forgets files whose import has ended, or never began. */
  async dropStale(db: Queryable, before: Date): Promise<void> {
    await db.query(
      `DELETE FROM import_chunks c WHERE created_at < $1
       AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = c.file_id AND j.status IN ('queued', 'running'))`,
      [before],
    );
    await db.query(
      `DELETE FROM import_visits v USING jobs j WHERE j.id = v.job_id AND j.status NOT IN ('queued', 'running')`,
    );
  }

  /** Adds people who are known by name alone: they cannot log in until they are given a password. */
  async insertPeople(
    db: Queryable,
    people: { id: string; name: string; email: string | null }[],
    now: Date,
  ): Promise<void> {
    await db.query(
      `INSERT INTO users (id, name, email, roles, created_at)
       SELECT id, name, email, '{member}', $2 FROM jsonb_to_recordset($1::jsonb) AS p(id uuid, name text, email text)`,
      [JSON.stringify(people), now],
    );
  }

  /** Notes links of rows to records that come later in the file. */
  async postpone(db: Queryable, jobId: string, links: Omit<PostponedLink, 'ordinal'>[]): Promise<void> {
    if (links.length === 0) return;
    await db.query(
      `INSERT INTO import_postponed (job_id, record_id, line, column_name, value, row)
       SELECT $1, "recordId", line, "column", text, row FROM jsonb_to_recordset($2::jsonb)
         AS l("recordId" uuid, line bigint, "column" text, text text, row jsonb)`,
      [jobId, JSON.stringify(links)],
    );
  }

  /** The first postponed links that are still to be set. */
  postponed(db: Queryable, jobId: string, limit: number): Promise<PostponedLink[]> {
    return db.query(
      `SELECT ordinal, record_id AS "recordId", line, column_name AS "column", value AS text, row
       FROM import_postponed WHERE job_id = $1 ORDER BY ordinal LIMIT $2`,
      [jobId, limit],
    );
  }

  /** @param ordinals those that are done; absent for all of the job */
  async dropPostponed(db: Queryable, jobId: string, ordinals?: number[]): Promise<void> {
    await db.query('DELETE FROM import_postponed WHERE job_id = $1 AND ($2::bigint[] IS NULL OR ordinal = ANY($2))', [
      jobId,
      ordinals ?? null,
    ]);
  }

  /**
   * Tells the planner of PostgreSQL how much there is now. It would find out within minutes by itself, but the first
   * report on an empty machine's first import is read within seconds, and planned for empty tables it takes as long
   * as minutes.
   */
  async learnSizes(db: Queryable): Promise<void> {
    await db.query('ANALYZE records, stage_visits, record_links, events');
  }
}
