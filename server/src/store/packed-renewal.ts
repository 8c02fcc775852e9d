import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Log } from '../config/log.ts';
import { Database } from './database.ts';
import { nameOf, PackedChunkStore } from './packed-chunks.ts';
import type { ColumnSpec } from './packed-column.ts';
import { pack } from './packed-statement.ts';
import type { Transaction } from './transaction.ts';

class Stopped extends Error {}

/** Columns of one type that are kept up: those asked for last. */
const COLUMNS = 60;

/**
 * Makes the packed columns of types, and makes them anew where records have changed: behind, one type at a time.
 *
 * A chunk is read first and written then, in a transaction of its own: readers of the log wait for every transaction
 * that has written something, so that none may take longer than a moment. Meanwhile some chunks are newer than what is
 * said of all of them, which does no harm: what has changed since then is read anew in any case.
 */
@Injectable()
export class PackedRenewal implements OnModuleDestroy {
  /** A type with fewer records is counted by SQL soon enough. */
  least = 20_000;
  /** Since so many records have changed, their chunks are made anew. */
  after = 2_000;
  /** Records of a chunk. */
  size = 16_384;
  /** Between two renewals of a type there are so many times as long as the last one took. */
  pauses = 5;
  /** A chunk that has come to hold more is too large: all are made anew. */
  private readonly largest = 30_000;
  private readonly asked = new Map<string, Map<string, ColumnSpec>>();
  private readonly rests = new Map<string, number>();
  private readonly waiting = new Map<string, Promise<void>>();
  private last: Promise<void> = Promise.resolve();
  private isStopping = false;

  constructor(
    private readonly database: Database,
    private readonly chunks: PackedChunkStore,
    private readonly log: Log,
  ) {}

  /** Has these columns made soon, and the others of the type kept up; when it is done, for who wants to wait. */
  want(entityType: string, specs: ColumnSpec[]): Promise<void> {
    const asked = this.asked.get(entityType) ?? new Map<string, ColumnSpec>();
    this.asked.set(entityType, asked);
    let isNew = false;
    for (const spec of specs) {
      const name = nameOf(spec);
      isNew ||= !asked.delete(name);
      asked.set(name, spec);
    }
    for (const oldest of asked.keys()) {
      if (asked.size <= COLUMNS) break;
      asked.delete(oldest);
    }
    const known = this.waiting.get(entityType);
    if (known) return known;
    if (!isNew && performance.now() < (this.rests.get(entityType) ?? 0)) return Promise.resolve();
    const renewed = this.last.then(() => this.renewed(entityType));
    this.last = renewed;
    this.waiting.set(entityType, renewed);
    return renewed;
  }

  /** Until nothing is being made any more. */
  async settled(): Promise<void> {
    await this.last;
  }

  /** The chunk at hand is made, and no other: what is unfinished is said of none, and begun again by who asks next. */
  async onModuleDestroy(): Promise<void> {
    this.isStopping = true;
    await this.last;
  }

  private async renewed(entityType: string): Promise<void> {
    // Who asks from now on may want what is not made by this.
    this.waiting.delete(entityType);
    const began = performance.now();
    try {
      await this.alone(entityType, () => this.renew(entityType));
    } catch (error) {
      // Reports go without, and ask again.
      if (!(error instanceof Stopped)) this.log.warnOften('Packed columns could not be made.', { error, entityType });
    } finally {
      const now = performance.now();
      this.rests.set(entityType, now + (now - began) * this.pauses);
    }
  }

  /** Does `work` unless another process is at the same. */
  private alone(entityType: string, work: () => Promise<void>): Promise<void> {
    return this.database.session(async (client) => {
      const key = [`packed ${entityType}`];
      const { rows } = await client.query<{ mine: boolean }>(
        'SELECT pg_try_advisory_lock(hashtextextended($1, 0)) AS mine',
        key,
      );
      if (!rows[0]?.mine) return;
      try {
        await work();
      } finally {
        await client.query('SELECT pg_advisory_unlock(hashtextextended($1, 0))', key);
      }
    });
  }

  private async renew(entityType: string): Promise<void> {
    const { chunks, database } = this;
    if (!(await chunks.isLarge(database, entityType, this.least))) return;
    const { now, kept } = await chunks.state(database, entityType);
    const changed = kept && (await chunks.changed(database, entityType, kept.snapshot, this.largest * 10));
    if (!changed || changed.length > this.after) {
      const followed = changed !== null && (await this.follow(entityType, changed));
      if (!followed) {
        await database.transaction(async (tx) => {
          await tx.query('DELETE FROM packed_types WHERE entity_type = $1', [entityType]);
          await chunks.drop(tx, entityType);
        });
        await this.makeFrom(entityType, 0, null, null);
      }
      await chunks.setState(database, entityType, now);
    }
    await this.fill(entityType);
  }

  /** Makes the chunks anew in which something changed. @returns false where all are to be made anew */
  private async follow(entityType: string, changed: string[]): Promise<boolean> {
    const chunks = await this.chunks.chunks(this.database, entityType);
    if (changed.length === this.largest * 10) return false;
    const last = chunks.at(-1);
    if (!last) return false;
    const beyond = changed.some((id) => id > last.lastId);
    let at = 0;
    for (const [index, { chunk, lastId }] of chunks.entries()) {
      const from = at;
      while (at < changed.length && (changed[at] ?? '') <= lastId) at += 1;
      if (at === from || (beyond && index === chunks.length - 1)) continue;
      const range = { after: chunks[index - 1]?.lastId ?? null, last: lastId, size: this.largest + 1 };
      const { records } = await this.inOne((tx) => this.make(tx, entityType, chunk, range));
      if (records > this.largest) return false;
    }
    if (beyond) await this.makeFrom(entityType, last.chunk, chunks.at(-2)?.lastId ?? null, last.lastId);
    return true;
  }

  /**
   * Makes the chunks from a number on, of the records after an id.
   *
   * @param held what the chunk of that number held before goes up to here, and is held by those made in its place at once
   */
  private async makeFrom(entityType: string, first: number, after: string | null, held: string | null): Promise<void> {
    let [chunk, from]: [number, string | null] = [first, after];
    for (;;) {
      const made = await this.inOne(async (tx) => {
        let last = from;
        for (;;) {
          const next = await this.make(tx, entityType, chunk, { after: last, last: null, size: this.size });
          chunk += 1;
          if (next.last === null) return null;
          last = next.last;
          if (held === null || last >= held) return last;
        }
      });
      if (made === null) return;
      from = made;
    }
  }

  /** @throws Stopped where the process is about to end */
  private async inOne<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    if (this.isStopping) throw new Stopped();
    return this.database.transaction(work, 'REPEATABLE READ');
  }

  /** Makes a chunk with its columns in place of the one that had this number: what takes long comes before it writes. */
  private async make(
    tx: Transaction,
    entityType: string,
    chunk: number,
    range: { after: string | null; last: string | null; size: number },
  ): Promise<{ last: string | null; records: number }> {
    const ids = await this.within(tx, entityType, range);
    const asked = this.columnsOf(entityType);
    const columns = ids.length > 0 ? await pack(tx, ids, asked) : [];
    const made = await this.chunks.gather(tx, entityType, chunk, range);
    for (const [index, column] of columns.entries()) {
      const spec = asked[index];
      if (spec) await this.chunks.put(tx, entityType, chunk, nameOf(spec), column);
    }
    return made;
  }

  /** The records that a chunk is to hold. */
  private async within(
    tx: Transaction,
    entityType: string,
    { after, last, size }: { after: string | null; last: string | null; size: number },
  ): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM records
       WHERE entity_type = $1 AND deleted_at IS NULL AND id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
         AND id <= coalesce($3::uuid, 'ffffffff-ffff-ffff-ffff-ffffffffffff')
       ORDER BY id LIMIT $4`,
      [entityType, after, last, size],
    );
    return rows.map(({ id }) => id);
  }

  /** Makes the columns that chunks do not have. */
  private async fill(entityType: string): Promise<void> {
    const asked = this.columnsOf(entityType);
    for (const { chunk, names } of await this.chunks.known(this.database, entityType)) {
      const missing = asked.filter((spec) => !names.includes(nameOf(spec)));
      if (missing.length === 0) continue;
      await this.inOne(async (tx) => {
        const ids = (await this.chunks.ids(tx, entityType, chunk)).list();
        const columns = await pack(tx, ids, missing);
        // A record that has gone for good meanwhile would shift the others: the next time it is not in the chunk.
        if (columns.some(({ counts, codes, numbers }) => !counts && codes.length + numbers.length !== ids.length))
          return;
        for (const [index, column] of columns.entries()) {
          const spec = missing[index];
          if (spec) await this.chunks.put(tx, entityType, chunk, nameOf(spec), column);
        }
      });
    }
  }

  private columnsOf(entityType: string): ColumnSpec[] {
    return [...(this.asked.get(entityType)?.values() ?? [])];
  }
}
