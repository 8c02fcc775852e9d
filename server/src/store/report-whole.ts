import { groupKey, measureKey, type ReportQuery } from '@etapa/shared/reports/query';
import type { Column, ColumnSpec } from './packed-column.ts';
import { NotExact, type Packed, type Pass } from './packed-records.ts';
import { Numbers, together } from './percentiles.ts';
import { broadened, PARTS, recordsOf, slotsOf } from './report-packed.ts';
import { type ReportScope, ReportStatement } from './report-statement.ts';

/** What is told of a group's rows: how many, of how many records, how many different texts, or a share of numbers. */
type Wanted =
  | { fn: 'rows' }
  | { fn: 'records' }
  | { fn: 'distinct'; column: number }
  | { fn: 'percentile'; column: number; share: number };

/** How an answer is counted out of packed columns whose measures cannot be told from parts of a group. */
export interface WholePlan {
  ofVisits: boolean;
  specs: ColumnSpec[];
  /** How many columns groups are told by, the first ones. */
  groups: number;
  wanted: Wanted[];
  /** Columns in the order of `c0`, `c1` … */
  keys: string[];
  /** SQL of the answer, of the groups as the parameter $1. Its columns are `part` and `c0`, `c1` … */
  sql: string;
}

const SHARES: { [fn: string]: number } = { median: 0.5, p90: 0.9 };

/**
 * @param order what rows are sorted by: SQL of `ORDER BY` over the columns
 * @returns null where it takes more than texts and numbers of the rows and their records
 */
export function wholePlan(query: ReportQuery, scope: ReportScope, order: string, limit: number): WholePlan | null {
  const { groupBy = [], measures, dataset } = query;
  if (query.top || (dataset !== 'records' && dataset !== 'stageVisits')) return null;
  const statement = new ReportStatement(query, { ...scope, where: null });
  const groups = groupBy.map((grouping) => statement.group(grouping));
  if (groups.some(({ many }) => many)) return null;
  const ofVisits = dataset === 'stageVisits';
  const of = (ofRow: boolean) => (ofRow && ofVisits ? 'visit' : 'record');
  const specs = groups.map(({ raw, shown, ofRow }): ColumnSpec => ({ of: of(ofRow), kind: 'word', sql: shown(raw) }));
  const wanted: Wanted[] = [];
  for (const measure of measures) {
    const one = statement.measured(measure);
    const share = SHARES[measure.fn];
    if ('list' in one || one.currency !== null) return null;
    if (measure.fn === 'count' && measure.field === undefined) wanted.push({ fn: 'rows' });
    else if (measure.fn === 'countDistinct' && measure.field === '$id') wanted.push({ fn: 'records' });
    else if (share !== undefined && one.isNumber) {
      wanted.push({
        fn: 'percentile',
        column: specs.push({ of: of(one.ofRow), kind: 'double', sql: one.value }) - 1,
        share,
      });
    } else if (measure.fn === 'countDistinct' && !one.isNumber) {
      wanted.push({ fn: 'distinct', column: specs.push({ of: of(one.ofRow), kind: 'word', sql: one.value }) - 1 });
    } else return null;
  }
  if (!statement.isPlain || specs.some(({ sql }) => /\bselect\b/i.test(sql))) return null;
  if (ofVisits && !specs.some((spec) => spec.of === 'visit')) specs.push({ of: 'visit', kind: 'word', sql: `'yes'` });
  const columns = [...groups.map(({ type }, at) => `k${at} ${type}`), ...wanted.map((_, at) => `p${at} float8`)];
  const names = [...groups.map((_, at) => `k${at}`), ...wanted.map((_, at) => `p${at}`)];
  const selected = names.map((name, at) => `${name} AS c${at}`).join(', ');
  const sql = `WITH g AS MATERIALIZED (
      SELECT * FROM jsonb_to_recordset($1::text::jsonb) AS g(${columns.join(', ')}, part text))
    (SELECT ${selected}, part FROM g WHERE part = 'rows' ORDER BY ${order} LIMIT ${limit})
    UNION ALL (SELECT ${selected}, part FROM g WHERE part = 'totals')`;
  return {
    ofVisits,
    specs,
    groups: groups.length,
    wanted,
    keys: [...groupBy.map(groupKey), ...measures.map(measureKey)],
    sql,
  };
}

interface Part {
  keys: (string | null)[];
  n: number;
  records: number;
  /** The record that was counted last. */
  by: number;
  /** By the places of what is wanted. */
  texts: Set<number>[];
  numbers: Numbers[];
}

/** Counts groups, some thousands of records at a time; `whole` makes the answer of them, given as JSON. */
export class WholePass<T> implements Pass<T> {
  private readonly parts = new Map<string, Part>();
  /** Texts by number, of each column that has been met. */
  private readonly texts = new Map<number, Map<string, number>>();
  private readonly all: Part;
  private record = 0;

  constructor(
    private readonly plan: WholePlan,
    private readonly whole: (groups: string) => Promise<T>,
  ) {
    this.all = this.empty([]);
  }

  /** @throws NotExact */
  add({ records, chosen, columns }: Packed): void {
    const counts = columns.find((column) => column.counts)?.counts;
    if (this.plan.ofVisits && !counts) throw new Error('A column of visits is not there.');
    const places = this.plan.ofVisits && counts ? recordsOf(counts) : null;
    const among = chosen && places ? Uint8Array.from(places, (record) => chosen[record] ?? 0) : chosen;
    const keys = columns.slice(0, this.plan.groups).map((column) => broadened(column, places));
    const { slots, parts } = slotsOf(keys, places?.length ?? records, among, (names) => this.part(names));
    for (const [at, one] of this.plan.wanted.entries()) {
      const column = 'column' in one ? columns[one.column] : undefined;
      if (one.fn === 'records') this.countRecords(slots, parts, places);
      else if (one.fn === 'percentile' && column) collect(at, slots, parts, broadened(column, places).numbers);
      else if (one.fn === 'distinct' && column) this.tell(at, slots, parts, broadened(column, places));
    }
    this.record += records;
  }

  private countRecords(slots: Uint32Array, parts: Part[], places: Uint32Array | null): void {
    for (let row = 0; row < slots.length; row += 1) {
      const slot = slots[row] ?? 0;
      const part = slot > 0 ? parts[slot - 1] : undefined;
      if (!part) continue;
      // Visits of a record stand together.
      const record = this.record + (places ? (places[row] ?? 0) : row) + 1;
      if (part.by !== record) part.records += 1;
      part.by = record;
      if (this.all.by !== record) this.all.records += 1;
      this.all.by = record;
    }
  }

  /** Each text once for each group of a chunk. @throws NotExact */
  private tell(at: number, slots: Uint32Array, parts: Part[], { codes, words }: Column): void {
    const size = words.length + 1;
    if (size * (parts.length + 1) > PARTS * 100) throw new NotExact();
    const met = new Uint8Array(size * (parts.length + 1));
    for (let row = 0; row < slots.length; row += 1) met[(slots[row] ?? 0) * size + (codes[row] ?? 0)] = 1;
    const known = this.texts.get(at) ?? new Map<string, number>();
    this.texts.set(at, known);
    const numbers = words.map((word) => {
      const number = known.get(word) ?? known.size;
      known.set(word, number);
      return number;
    });
    for (const [index, part] of parts.entries()) {
      for (let code = 1; code < size; code += 1) {
        if (met[(index + 1) * size + code] !== 1) continue;
        part.texts[at]?.add(numbers[code - 1] ?? 0);
        this.all.texts[at]?.add(numbers[code - 1] ?? 0);
      }
    }
  }

  private part(keys: (string | null)[]): Part {
    const name = JSON.stringify(keys);
    let part = this.parts.get(name);
    if (!part) {
      if (this.parts.size === PARTS) throw new NotExact();
      part = this.empty(keys);
      this.parts.set(name, part);
    }
    return part;
  }

  private empty(keys: (string | null)[]): Part {
    const texts = this.plan.wanted.map(() => new Set<number>());
    return { keys, n: 0, records: 0, by: 0, texts, numbers: this.plan.wanted.map(() => new Numbers()) };
  }

  read(): Promise<T> {
    const parts = [...this.parts.values()];
    // The totals first: the numbers of a group are gone when they have been told.
    this.all.n = parts.reduce((sum, { n }) => sum + n, 0);
    const totals = this.told(this.all, 'totals', (at, share) =>
      together(
        parts.flatMap(({ numbers }) => numbers[at] ?? []),
        share,
      ),
    );
    const rows = parts.map((part) =>
      this.told(part, 'rows', (at, share) => part.numbers[at]?.percentiles(share)[0] ?? null),
    );
    return this.whole(JSON.stringify(this.plan.groups === 0 ? [{ ...totals, part: 'rows' }] : [...rows, totals]));
  }

  private told(part: Part, name: string, percentile: (at: number, share: number) => number | null): object {
    const figures = this.plan.wanted.map((one, at) => {
      if (one.fn === 'rows') return part.n;
      if (one.fn === 'records') return part.records;
      if (one.fn === 'distinct') return part.texts[at]?.size ?? 0;
      return percentile(at, one.share);
    });
    return Object.fromEntries([
      ...part.keys.map((key, at) => [`k${at}`, key]),
      ...figures.map((figure, at) => [`p${at}`, figure]),
      ['part', name],
    ]);
  }
}

function collect(at: number, slots: Uint32Array, parts: Part[], values: Float64Array): void {
  const lists = parts.map(({ numbers }) => numbers[at]);
  for (let row = 0; row < slots.length; row += 1) {
    const slot = slots[row] ?? 0;
    const value = values[row] ?? Number.NaN;
    if (slot > 0 && !Number.isNaN(value)) lists[slot - 1]?.add(value);
  }
}
