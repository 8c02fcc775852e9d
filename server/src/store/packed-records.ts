import { setImmediate } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Cohort } from './cohorts.ts';
import { cohortWhere } from './cohorts.ts';
import { type Chunk, nameOf, PackedChunkStore } from './packed-chunks.ts';
import { type Column, type ColumnSpec, isFull } from './packed-column.ts';
import { PackedIds } from './packed-ids.ts';
import { PackedRenewal } from './packed-renewal.ts';
import { pack } from './packed-statement.ts';
import type { Queryable } from './queryable.ts';
import { bind } from './where.ts';

/** Records with their columns, as asked for. */
export interface Packed {
  records: number;
  /** 1 for each record that is asked for; null: all are. */
  chosen: Uint8Array | null;
  columns: Column[];
}

/** Chunks fetched at once: some megabytes. */
const AT_ONCE = 2;

/** Chunks without their columns: so few are read beside the others. */
const ABSENT = 2;

/** Records changed since the columns were made: so many are read beside them; more, and reports go without. */
const CHANGED = 20_000;

const CREATED: ColumnSpec = {
  of: 'record',
  kind: 'double',
  sql: `round(date_part('epoch', r.created_at) * 1000000)`,
};

/** Counts something of records, some thousands at a time. */
export interface Pass<T> {
  /** @throws NotExact */
  add(packed: Packed): void;
  read(): Promise<T>;
}

/** Thrown where figures cannot be told from what is kept: a sum would not be exact. */
export class NotExact extends Error {}

/** Goes over values of a type's records as they are at this moment, out of packed columns and of what changed since. */
@Injectable()
export class PackedRecords {
  /** What takes fewer milliseconds without packed columns goes without them. */
  slow = 200;

  constructor(
    private readonly store: PackedChunkStore,
    private readonly renewal: PackedRenewal,
  ) {}

  /**
   * Counts the records of a cohort out of packed columns where they are made, else by SQL; where that is slow, the
   * columns are made behind.
   *
   * @param db a transaction of level REPEATABLE READ
   * @param specs columns of each chunk, in this order
   */
  async count<T>(
    db: Queryable,
    cohort: Cohort,
    specs: ColumnSpec[],
    pass: Pass<T>,
    bySql: () => Promise<T>,
  ): Promise<T> {
    const reading = await this.over(db, cohort, specs);
    if (reading) {
      try {
        for await (const packed of reading) {
          pass.add(packed);
          // People's clicks come between.
          await setImmediate();
        }
        return await pass.read();
      } catch (error) {
        if (!(error instanceof NotExact)) throw error;
        return bySql();
      }
    }
    const began = performance.now();
    try {
      return await bySql();
    } finally {
      // Also where it took so long that it was given up.
      if (performance.now() - began >= this.slow) void this.renewal.want(cohort.entityType, [...specs, CREATED]);
    }
  }

  /** The records of the cohort; null where columns are not made, or are too old. */
  private async over(db: Queryable, cohort: Cohort, specs: ColumnSpec[]): Promise<AsyncGenerator<Packed> | null> {
    const { entityType } = cohort;
    const { kept } = await this.store.state(db, entityType);
    if (!kept) return null;
    const names = specs.map(nameOf);
    const chunks = (await this.store.chunks(db, entityType)).filter((chunk) => meets(chunk, cohort));
    const needed = (chunk: Chunk) => (isWithin(chunk, cohort) ? names : [...names, nameOf(CREATED)]);
    const known = new Map((await this.store.known(db, entityType)).map((each) => [each.chunk, new Set(each.names)]));
    const absent = chunks.filter((chunk) => !needed(chunk).every((name) => known.get(chunk.chunk)?.has(name)));
    if (absent.length > ABSENT) return null;
    if (absent.length > 0) void this.renewal.want(entityType, [...specs, CREATED]);
    const changed = await this.store.changed(db, entityType, kept.snapshot, CHANGED);
    if (changed.length === CHANGED) return null;
    if (changed.length > this.renewal.after) void this.renewal.want(entityType, []);
    const reading = chunks.map((chunk) => ({ ...chunk, names: absent.includes(chunk) ? null : needed(chunk) }));
    return this.read(db, cohort, specs, reading, changed);
  }

  private async *read(
    db: Queryable,
    cohort: Cohort,
    specs: ColumnSpec[],
    chunks: (Chunk & { names: string[] | null })[],
    changed: string[],
  ): AsyncGenerator<Packed> {
    const { entityType, where } = cohort;
    const without = PackedIds.of(changed);
    const among = where && (await this.idsOf(db, cohort, null));
    const fetch = (at: number) => {
      const group = chunks.slice(at, at + AT_ONCE).flatMap(({ names, ...chunk }) => (names ? { ...chunk, names } : []));
      return this.store.columns(db, entityType, group);
    };
    let coming = fetch(0);
    // What is read ahead may fail while nobody waits for it yet.
    coming.catch(() => undefined);
    for (let at = 0; at < chunks.length; at += AT_ONCE) {
      const found = await coming;
      const group = chunks.slice(at, at + AT_ONCE);
      const ids = new Map<number, PackedIds>();
      for (const { chunk, firstId, lastId } of group) {
        const touched = changed.some((id) => id >= firstId && id <= lastId);
        if (among || touched) ids.set(chunk, await this.store.ids(db, entityType, chunk));
      }
      coming = fetch(at + AT_ONCE);
      coming.catch(() => undefined);
      for (const { chunk, records, names } of group) {
        const own = names ? found.get(chunk) : await this.packed(db, entityType, chunk, specs);
        const columns = specs.map((spec) => own?.get(nameOf(spec)) ?? missing());
        const created = own?.get(nameOf(CREATED));
        const chosen = chosenOf(records, cohort, created, ids.get(chunk), among, without);
        if (columns.some(isFull)) throw new NotExact();
        yield { records, chosen, columns: aligned(columns, records) };
      }
    }
    if (changed.length === 0) return;
    const anew = (await this.idsOf(db, cohort, changed)).list();
    for (let at = 0; at < anew.length; at += this.renewal.size) {
      const ids = anew.slice(at, at + this.renewal.size);
      yield { records: ids.length, chosen: null, columns: await pack(db, ids, specs) };
    }
  }

  private async packed(db: Queryable, entityType: string, chunk: number, specs: ColumnSpec[]) {
    const ids = await this.store.ids(db, entityType, chunk);
    const all = [...specs, CREATED];
    const columns = await pack(db, ids.list(), all);
    return new Map(columns.map((column, index) => [nameOf(all[index] ?? CREATED), column]));
  }

  /** The records of the cohort, in the order of their ids. @param among only of these */
  private async idsOf(db: Queryable, cohort: Cohort, among: string[] | null): Promise<PackedIds> {
    const params: unknown[] = [];
    const terms = [`r.entity_type = ${bind(params, cohort.entityType)}`, 'r.deleted_at IS NULL'];
    const within = cohortWhere(cohort);
    if (within) terms.push(`(${within(params)})`);
    if (among) terms.push(`r.id = ANY (${bind(params, `{${among.join()}}`)}::uuid[])`);
    const [row] = await db.query<{ ids: string | null }>(
      `SELECT encode(string_agg(uuid_send(id), ''::bytea ORDER BY id), 'base64') AS ids
       FROM records r WHERE ${terms.join(' AND ')}`,
      params,
    );
    return PackedIds.from(row?.ids ?? '');
  }
}

const meets = ({ createdFrom, createdTo }: Chunk, { from, to }: Cohort): boolean =>
  (!from || createdTo >= from) && (!to || createdFrom < to);

/** Whether all of a chunk's records are created in the cohort's time. Dates are cut to milliseconds: with care. */
const isWithin = ({ createdFrom, createdTo }: Chunk, { from, to }: Cohort): boolean =>
  (!from || createdFrom >= from) && (!to || createdTo.getTime() + 1 < to.getTime());

function chosenOf(
  records: number,
  { from, to }: Cohort,
  created: Column | undefined,
  ids: PackedIds | undefined,
  among: PackedIds | null,
  without: PackedIds,
): Uint8Array | null {
  if (!created && !ids) return null;
  const chosen = new Uint8Array(records);
  if (among && ids) ids.meet(among, (place) => (chosen[place] = 1));
  else chosen.fill(1);
  ids?.meet(without, (place) => (chosen[place] = 0));
  if (!created) return chosen;
  const first = from ? from.getTime() * 1000 : Number.NEGATIVE_INFINITY;
  const end = to ? to.getTime() * 1000 : Number.POSITIVE_INFINITY;
  for (let at = 0; at < records; at += 1) {
    const time = created.numbers[at] ?? Number.NaN;
    if (!(time >= first && time < end)) chosen[at] = 0;
  }
  return chosen;
}

/**
 * Columns of visits made at different times may know of more or fewer visits of a record that has changed between, which
 * is not chosen: all are brought to the first one's counts.
 */
function aligned(columns: Column[], records: number): Column[] {
  const first = columns.find(({ counts }) => counts)?.counts;
  if (!first) return columns;
  return columns.map((column) => {
    if (!column.counts || same(column.counts, first)) return column;
    const total = first.reduce((sum, count) => sum + count, 0);
    const isWords = column.codes.length > 0;
    const codes = new Uint16Array(isWords ? total : 0);
    const numbers = new Float64Array(isWords ? 0 : total);
    let [to, from] = [0, 0];
    for (let at = 0; at < records; at += 1) {
      const [own, wanted] = [column.counts[at] ?? 0, first[at] ?? 0];
      const until = from + Math.min(own, wanted);
      if (isWords) codes.set(column.codes.subarray(from, until), to);
      else numbers.set(column.numbers.subarray(from, until), to);
      from += own;
      to += wanted;
    }
    return { ...column, codes, numbers, counts: first };
  });
}

const same = (one: Uint16Array, other: Uint16Array): boolean =>
  Buffer.from(one.buffer, one.byteOffset, one.byteLength).equals(
    Buffer.from(other.buffer, other.byteOffset, other.byteLength),
  );

function missing(): never {
  throw new Error('A column that a chunk was known to have is not there.');
}
