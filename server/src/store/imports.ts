import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

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

  async drop(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM import_chunks WHERE file_id = $1', [id]);
  }

  /** Forgets files whose import has ended, or never began. */
  async dropStale(db: Queryable, before: Date): Promise<void> {
    await db.query(
      `DELETE FROM import_chunks c WHERE created_at < $1
       AND NOT EXISTS (SELECT 1 FROM jobs j WHERE j.id = c.file_id AND j.status IN ('queued', 'running'))`,
      [before],
    );
  }
}
