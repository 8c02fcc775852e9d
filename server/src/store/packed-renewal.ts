import { Injectable } from '@nestjs/common';
import { Database } from './database.ts';
import { nameOf, PackedChunkStore } from './packed-chunks.ts';
import type { ColumnSpec } from './packed-column.ts';
import { pack } from './packed-statement.ts';
import type { Transaction } from './transaction.ts';

/** Columns of one type that are kept up: those asked for last. */
const COLUMNS = 60;

/** Makes the packed columns of types, and makes them anew where records have changed: behind, one type at a time. */
@Injectable()
export class PackedRenewal {
  /** A type with fewer records is counted by SQL soon enough. */
  least = 20_000;
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

  constructor(
    private readonly database: Database,
    private readonly chunks: PackedChunkStore,
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

  private async renewed(entityType: string): Promise<void> {
    // Who asks from now on may want what is not made by this.
    this.waiting.delete(entityType);
    const began = performance.now();
    try {
      await this.database.transaction((tx) => this.renew(tx, entityType), 'REPEATABLE READ');
    } catch {
      // Another process was at it, or the database is away: reports go without, and ask again.
    } finally {
      const now = performance.now();
      this.rests.set(entityType, now + (now - began) * this.pauses);
    }
  }

  private async renew(tx: Transaction, entityType: string): Promise<void> {
    const [turn] = await tx.query<{ mine: boolean }>(
      `SELECT pg_try_advisory_xact_lock(hashtextextended('packed ' || $1, 0)) AS mine`,
      [entityType],
    );
    if (!turn?.mine || !(await this.chunks.isLarge(tx, entityType, this.least))) return;
    const { now, kept } = await this.chunks.state(tx, entityType);
    const followed = kept !== null && (await this.follow(tx, entityType, kept.snapshot));
    if (!followed) {
      await this.chunks.drop(tx, entityType);
      await this.gatherAll(tx, entityType, 0, null);
    }
    await this.chunks.setState(tx, entityType, now);
    await this.fill(tx, entityType);
  }

  /** Gathers the chunks anew in which something changed. @returns false where all are to be made anew */
  private async follow(tx: Transaction, entityType: string, snapshot: string): Promise<boolean> {
    const chunks = await this.chunks.chunks(tx, entityType);
    const changed = await this.chunks.changed(tx, entityType, snapshot, this.largest * 10);
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
      if ((await this.chunks.gather(tx, entityType, chunk, range)).records > this.largest) return false;
    }
    if (beyond) await this.gatherAll(tx, entityType, last.chunk, chunks.at(-2)?.lastId ?? null);
    return true;
  }

  /** The chunks from a number on, of the records after an id. */
  private async gatherAll(tx: Transaction, entityType: string, chunk: number, after: string | null): Promise<void> {
    let from = after;
    for (let at = chunk; ; at += 1) {
      const { last } = await this.chunks.gather(tx, entityType, at, { after: from, last: null, size: this.size });
      if (last === null) return;
      from = last;
    }
  }

  /** Makes the columns that chunks do not have. */
  private async fill(tx: Transaction, entityType: string): Promise<void> {
    const asked = this.asked.get(entityType) ?? new Map<string, ColumnSpec>();
    for (const { chunk, names } of await this.chunks.known(tx, entityType)) {
      const missing = [...asked].filter(([name]) => !names.includes(name));
      if (missing.length === 0) continue;
      const ids = await this.chunks.ids(tx, entityType, chunk);
      const specs = missing.map(([, spec]) => spec);
      const columns = await pack(tx, ids.list(), specs);
      for (const [index, column] of columns.entries()) {
        await this.chunks.put(tx, entityType, chunk, missing[index]?.[0] ?? '', column);
      }
    }
  }
}
