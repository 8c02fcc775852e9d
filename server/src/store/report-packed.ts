import type { Dataset } from '@etapa/shared/reports/query';
import { WholeSum } from './decimal-sums.ts';
import type { Column, ColumnSpec } from './packed-column.ts';
import { NotExact, type Packed, type Pass } from './packed-records.ts';
import type { MeasureParts, Piece } from './report-parts.ts';
import type { Group } from './report-statement.ts';

/** Digits of the fraction that numbers are added up with. */
const DIGITS = 4;

/** Above this a sum of doubles is no longer exact. */
const LARGEST_SUM = 2 ** 52;

/** What is carried over from a sum that becomes too large, as often as it is in it. */
const CARRY = 2 ** 44;

/** Groups of a chunk are told by numbers below this. */
const LARGEST_KEY = 4_000_000;

/** More parts than these are not worth counting beforehand. */
export const PARTS = 20_000;

/** How the parts of an answer are counted out of packed columns. */
export interface PartsPlan {
  ofVisits: boolean;
  specs: ColumnSpec[];
  /** How many columns a part is told by, the first ones. */
  keys: number;
  /** What is counted of a part: of which column; undefined: how many rows it has. */
  pieces: { fn: Piece['fn']; column?: number; digits: number }[];
  /** SQL of the rows that `PartsPass` reads, as the parameter $1. */
  from: string;
}

/** @returns null where a part is about more than texts and numbers of the rows and their records */
export function partsPlan(
  dataset: Dataset,
  groups: Group[],
  currencies: string[],
  found: (MeasureParts | null)[],
): PartsPlan | null {
  const visitOf = (ofRow: boolean) => (ofRow && dataset === 'stageVisits' ? 'visit' : 'record');
  const specs: ColumnSpec[] = [
    ...groups.map(({ raw, shown, ofRow }): ColumnSpec => ({ of: visitOf(ofRow), kind: 'word', sql: shown(raw) })),
    ...currencies.map((sql): ColumnSpec => ({ of: 'record', kind: 'word', sql })),
  ];
  const keys = specs.length;
  const pieces: PartsPlan['pieces'] = [];
  for (const piece of found.flatMap((one) => one?.pieces ?? [null])) {
    if (!piece) return null;
    const { fn, value, ofRow, isWhole } = piece;
    const digits = fn === 'count' || isWhole ? 0 : DIGITS;
    if (value === '*') {
      pieces.push({ fn, digits });
      continue;
    }
    const of = visitOf(ofRow);
    const spec: ColumnSpec =
      fn === 'count'
        ? { of, kind: 'word', sql: `CASE WHEN (${value}) IS NOT NULL THEN 'yes' END` }
        : { of, kind: 'decimal', sql: value, units: 10 ** digits };
    const known = specs.findIndex((each, at) => at >= keys && each.sql === spec.sql && each.kind === spec.kind);
    pieces.push({ fn, digits, column: known < 0 ? specs.push(spec) - 1 : known });
  }
  // What is looked up elsewhere changes without the record.
  if (specs.some(({ sql }) => /\bselect\b/i.test(sql))) return null;
  const columns = [
    ...groups.map(({ type }, at) => `k${at} ${type}`),
    ...currencies.map((_, at) => `u${at} text`),
    'n bigint',
    ...pieces.map(({ fn }, at) => `p${at} ${fn === 'count' ? 'bigint' : 'numeric'}`),
  ];
  const from = `SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS g(${columns.join(', ')})`;
  // Without a column of visits nothing says how many a record has.
  if (dataset === 'stageVisits' && !specs.some(({ of }) => of === 'visit')) {
    specs.push({ of: 'visit', kind: 'word', sql: `'yes'` });
  }
  return { ofVisits: dataset === 'stageVisits', specs, keys, pieces, from };
}

interface Part {
  keys: (string | null)[];
  n: number;
  figures: Figure[];
}

/** Counts parts of an answer, some thousands of records at a time; `whole` makes the answer of them, given as JSON. */
export class PartsPass<T> implements Pass<T> {
  private readonly parts = new Map<string, Part>();

  constructor(
    private readonly plan: PartsPlan,
    private readonly groups: number,
    private readonly whole: (parts: string) => Promise<T>,
  ) {}

  /** Goes over one column after the other: so each is gone over as quickly as numbers can be. @throws NotExact */
  add({ records, chosen, columns }: Packed): void {
    const counts = columns.find((column) => column.counts)?.counts;
    if (this.plan.ofVisits && !counts) throw new Error('A column of visits is not there.');
    const places = this.plan.ofVisits && counts ? recordsOf(counts) : null;
    const among = chosen && places ? Uint8Array.from(places, (record) => chosen[record] ?? 0) : chosen;
    const keys = columns.slice(0, this.plan.keys).map((column) => broadened(column, places));
    const { slots, parts } = slotsOf(keys, places?.length ?? records, among, (names) => this.part(names));
    const figures = new Map<number, Sums>();
    for (const [at, { fn, column }] of this.plan.pieces.entries()) {
      const measured = column === undefined ? undefined : columns[column];
      if (measured) figures.set(at, new Sums(fn, slots, parts.length + 1, broadened(measured, places)));
    }
    for (const [index, part] of parts.entries()) {
      for (const [at, sums] of figures) part.figures[at]?.merge(sums, index + 1);
    }
  }

  private part(keys: (string | null)[]): Part {
    const name = JSON.stringify(keys);
    let part = this.parts.get(name);
    if (!part) {
      if (this.parts.size === PARTS) throw new NotExact();
      part = {
        keys,
        n: 0,
        figures: this.plan.pieces.map(({ fn, column }) => new Figure(column === undefined ? null : fn)),
      };
      this.parts.set(name, part);
    }
    return part;
  }

  read(): Promise<T> {
    const names = Array.from({ length: this.plan.keys }, (_, at) =>
      at < this.groups ? `k${at}` : `u${at - this.groups}`,
    );
    // A whole without groups is there without rows, too.
    if (this.parts.size === 0 && this.plan.keys === 0) this.part([]);
    const rows = [...this.parts.values()].map(({ keys, n, figures }) => {
      const told = figures.map((figure, at) => [`p${at}`, figure.text(n, this.plan.pieces[at]?.digits ?? 0)]);
      return Object.fromEntries([...keys.map((key, at) => [names[at], key]), ['n', n], ...told]);
    });
    return this.whole(JSON.stringify(rows));
  }
}

/**
 * The part of each row, by its place in `parts` from 1; 0 for what is not asked for. Counts the rows of each.
 *
 * @param partOf the part of a row with these keys
 * @throws NotExact
 */
export function slotsOf<T extends { n: number }>(
  keys: Column[],
  rows: number,
  among: Uint8Array | null,
  partOf: (keys: (string | null)[]) => T,
): { slots: Uint32Array; parts: T[] } {
  const all = keys.reduce((product, { words }) => product * (words.length + 1), 1);
  if (all > LARGEST_KEY) throw new NotExact();
  const slots = new Uint32Array(rows);
  for (const { codes, words } of keys) {
    const size = words.length + 1;
    for (let row = 0; row < rows; row += 1) slots[row] = (slots[row] ?? 0) * size + (codes[row] ?? 0);
  }
  const known = new Uint32Array(all);
  const numbers = new Uint32Array(PARTS + 1);
  const parts: T[] = [];
  for (let row = 0; row < rows; row += 1) {
    if (among?.[row] === 0) {
      slots[row] = 0;
      continue;
    }
    const key = slots[row] ?? 0;
    let slot = known[key] ?? 0;
    if (slot === 0) {
      slot = parts.push(partOf(keys.map(({ words, codes }) => words[(codes[row] ?? 0) - 1] ?? null)));
      known[key] = slot;
    }
    slots[row] = slot;
    numbers[slot] = (numbers[slot] ?? 0) + 1;
  }
  for (const [index, part] of parts.entries()) part.n += numbers[index + 1] ?? 0;
  return { slots, parts };
}

/** Of a chunk: the records that visits are of, by their places. */
export function recordsOf(counts: Uint16Array): Uint32Array {
  const places = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  let visit = 0;
  for (let record = 0; record < counts.length; record += 1) {
    const until = visit + (counts[record] ?? 0);
    places.fill(record, visit, until);
    visit = until;
  }
  return places;
}

/** A column with a value for each visit. @param places the records that visits are of; null: rows are records */
export function broadened(column: Column, places: Uint32Array | null): Column {
  if (!places || column.counts) return column;
  const codes = new Uint16Array(column.codes.length > 0 ? places.length : 0);
  for (let at = 0; at < codes.length; at += 1) codes[at] = column.codes[places[at] ?? 0] ?? 0;
  const numbers = new Float64Array(column.numbers.length > 0 ? places.length : 0);
  for (let at = 0; at < numbers.length; at += 1) numbers[at] = column.numbers[places[at] ?? 0] ?? Number.NaN;
  return { ...column, codes, numbers };
}

/** A figure of each part of a chunk. */
class Sums {
  /** How many values there are; of words, which are not 0, and of numbers, which are not NaN. */
  readonly counts: Uint32Array;
  readonly totals: Float64Array;
  /** Besides the totals, so many times what is carried at once. */
  readonly carried: Float64Array;

  /** @throws NotExact */
  constructor(fn: Piece['fn'], slots: Uint32Array, size: number, { codes, numbers }: Column) {
    this.counts = new Uint32Array(size);
    this.totals = new Float64Array(size);
    this.carried = new Float64Array(size);
    if (fn === 'count') this.count(slots, codes);
    else if (fn === 'sum') this.sum(slots, numbers);
    else this.extreme(slots, numbers, fn === 'min' ? -1 : 1);
    if (this.totals.subarray(1).some((total) => !(Math.abs(total) <= LARGEST_SUM))) throw new NotExact();
  }

  private count(slots: Uint32Array, values: Uint16Array): void {
    for (let row = 0; row < slots.length; row += 1) {
      if ((values[row] ?? 0) > 0) this.counts[slots[row] ?? 0] = (this.counts[slots[row] ?? 0] ?? 0) + 1;
    }
  }

  private sum(slots: Uint32Array, values: Float64Array): void {
    const { counts, totals, carried } = this;
    for (let row = 0; row < slots.length; row += 1) {
      const value = values[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const slot = slots[row] ?? 0;
      let total = (totals[slot] ?? 0) + value;
      if (total > LARGEST_SUM || total < -LARGEST_SUM) {
        const carry = Math.trunc(total / CARRY);
        carried[slot] = (carried[slot] ?? 0) + carry;
        total -= carry * CARRY;
      }
      totals[slot] = total;
      counts[slot] = (counts[slot] ?? 0) + 1;
    }
  }

  private extreme(slots: Uint32Array, values: Float64Array, sign: 1 | -1): void {
    const { counts, totals } = this;
    for (let row = 0; row < slots.length; row += 1) {
      const value = values[row] ?? Number.NaN;
      if (Number.isNaN(value)) continue;
      const slot = slots[row] ?? 0;
      if (counts[slot] === 0 || (value - (totals[slot] ?? 0)) * sign > 0) totals[slot] = value;
      counts[slot] = 1;
    }
  }
}

class Figure {
  private readonly total = new WholeSum();
  private extreme: number | null = null;

  /** @param fn null: how many rows there are */
  constructor(private readonly fn: Piece['fn'] | null) {}

  merge({ counts, totals, carried }: Sums, slot: number): void {
    const [count, total] = [counts[slot] ?? 0, totals[slot] ?? 0];
    if (count === 0) return;
    if (this.fn === 'sum' || this.fn === 'count') {
      this.total.add(total, count);
      this.total.addLarge(BigInt(carried[slot] ?? 0) * BigInt(CARRY));
    } else if (this.extreme === null || (this.fn === 'min' ? total < this.extreme : total > this.extreme)) {
      this.extreme = total;
    }
  }

  text(n: number, digits: number): string | number | null {
    if (this.fn === null) return n;
    if (this.fn === 'count') return this.total.count;
    if (this.fn === 'sum') return this.total.count === 0 ? null : this.total.text(digits);
    if (this.extreme === null) return null;
    const one = new WholeSum();
    one.add(this.extreme);
    return one.text(digits);
  }
}
