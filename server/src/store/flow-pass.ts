import { setImmediate } from 'node:timers/promises';
import type { ColumnSpec } from './packed-column.ts';
import { NotExact, type Packed, type Pass } from './packed-records.ts';
import { Numbers } from './percentiles.ts';
import type { Queryable } from './queryable.ts';

/** What records really did in a funnel, as `Flow` of the API. */
export interface FlowRead {
  records: number;
  nodes: { stage: string; visits: number; records: number }[];
  edges: { from: string; to: string; count: number; records: number; medianSeconds: number }[];
  variantCount: number;
  variants: { path: string[]; count: number }[];
}

/** More stages, or more beginnings of ways than these, are not worth going over in memory. */
const STAGES = 4_096;
const BEGINNINGS = 200_000;

/** What of visits the flow goes over: the same for all funnels of a type. */
export const FLOW_COLUMNS: ColumnSpec[] = [
  { of: 'visit', kind: 'word', sql: `d.funnel || ' ' || d.stage` },
  { of: 'visit', kind: 'double', sql: `round(date_part('epoch', d.entered_at) * 1000000)` },
];

interface Edge {
  from: number;
  to: number;
  count: number;
  records: number;
  /** The record that was counted last. */
  by: number;
  lengths: Numbers;
}

/** Follows records through one funnel, some thousands at a time. */
export class FlowPass implements Pass<FlowRead> {
  private records = 0;
  private readonly stages: { stage: string; visits: number; records: number; by: number }[] = [];
  private readonly places = new Map<string, number>();
  private readonly edges = new Map<number, Edge>();
  /** Beginnings of ways, each one stage longer than another; 0 is the empty one. */
  private readonly next = new Map<number, number>();
  private readonly beginnings: { before: number; stage: number; ends: number }[] = [{ before: 0, stage: 0, ends: 0 }];

  /** @param most how many of the commonest ways are told */
  constructor(
    private readonly db: Queryable,
    private readonly funnel: string,
    private readonly most: number,
  ) {}

  /** @throws NotExact */
  add({ records, chosen, columns: [visited, entered] }: Packed): void {
    if (!visited?.counts || !entered) throw new Error('A column is not there.');
    const prefix = `${this.funnel} `;
    const known = [
      -1,
      ...visited.words.map((word) => (word.startsWith(prefix) ? this.place(word.slice(prefix.length)) : -1)),
    ];
    let from = 0;
    for (let at = 0; at < records; at += 1) {
      const to = from + (visited.counts[at] ?? 0);
      if (chosen?.[at] !== 0) this.way(from, to, visited.codes, entered.numbers, known);
      from = to;
    }
  }

  private way(from: number, to: number, codes: Uint16Array, entered: Float64Array, known: number[]): void {
    const record = this.records + 1;
    let [last, since, beginning] = [-1, 0, 0];
    for (let visit = from; visit < to; visit += 1) {
      const stage = known[codes[visit] ?? 0] ?? -1;
      if (stage < 0) continue;
      const node = this.stages[stage];
      if (node) {
        node.visits += 1;
        if (node.by !== record) node.records += 1;
        node.by = record;
      }
      const time = entered[visit] ?? 0;
      if (last >= 0) this.step(last, stage, record, (time - since) / 1_000_000);
      beginning = this.longer(beginning, stage);
      [last, since] = [stage, time];
    }
    if (last < 0) return;
    this.records = record;
    const way = this.beginnings[beginning];
    if (way) way.ends += 1;
  }

  private step(from: number, to: number, record: number, seconds: number): void {
    const key = from * STAGES + to;
    let edge = this.edges.get(key);
    if (!edge) {
      edge = { from, to, count: 0, records: 0, by: 0, lengths: new Numbers() };
      this.edges.set(key, edge);
    }
    edge.count += 1;
    if (edge.by !== record) edge.records += 1;
    edge.by = record;
    edge.lengths.add(seconds);
  }

  private longer(before: number, stage: number): number {
    const key = before * STAGES + stage;
    let longer = this.next.get(key);
    if (longer === undefined) {
      if (this.beginnings.length === BEGINNINGS) throw new NotExact();
      longer = this.beginnings.push({ before, stage, ends: 0 }) - 1;
      this.next.set(key, longer);
    }
    return longer;
  }

  private place(stage: string): number {
    let place = this.places.get(stage);
    if (place === undefined) {
      if (this.stages.length === STAGES) throw new NotExact();
      place = this.stages.push({ stage, visits: 0, records: 0, by: 0 }) - 1;
      this.places.set(stage, place);
    }
    return place;
  }

  async read(): Promise<FlowRead> {
    const name = (place: number) => this.stages[place]?.stage ?? '';
    const edges: FlowRead['edges'] = [];
    for (const { from, to, count, records, lengths } of this.edges.values()) {
      const [median] = lengths.percentiles(0.5);
      edges.push({ from: name(from), to: name(to), count, records, medianSeconds: median ?? 0 });
      await setImmediate();
    }
    const ways = this.beginnings.filter(({ ends }) => ends > 0).sort((one, other) => other.ends - one.ends);
    const least = ways[this.most - 1]?.ends ?? 0;
    const variants = ways
      .filter(({ ends }) => ends >= least)
      .map((way) => {
        const path: string[] = [];
        for (let at = way; at !== this.beginnings[0]; at = this.beginnings[at.before] ?? way)
          path.unshift(name(at.stage));
        return { path, count: way.ends };
      });
    return {
      records: this.records,
      nodes: this.stages.flatMap(({ stage, visits, records }) => (visits > 0 ? { stage, visits, records } : [])),
      edges: await ordered(this.db, edges, ({ from, to, count }) => [count, [from, to]]),
      variantCount: ways.length,
      variants: (await ordered(this.db, variants, ({ path, count }) => [count, path])).slice(0, this.most),
    };
  }
}

/** The commonest first; those as common in the order that texts have in the database. */
async function ordered<T>(db: Queryable, list: T[], by: (each: T) => [count: number, path: string[]]): Promise<T[]> {
  const rows = await db.query<{ at: number }>(
    `SELECT at::int - 1 AS at FROM jsonb_array_elements($1::text::jsonb) WITH ORDINALITY AS l(item, at)
     ORDER BY (item -> 0)::int DESC, ARRAY(SELECT jsonb_array_elements_text(item -> 1)), at`,
    [JSON.stringify(list.map(by))],
  );
  return rows.flatMap(({ at }) => list[at] ?? []);
}
