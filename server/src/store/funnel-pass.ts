import { setImmediate } from 'node:timers/promises';
import { QUICK_COLUMNS } from './dataset-columns.ts';
import { WholeSum } from './decimal-sums.ts';
import type { FunnelRead, ReportStage, StageRow, SummedField, SumRow } from './funnel-read.ts';
import type { Column, ColumnSpec } from './packed-column.ts';
import { NotExact, type Packed, type Pass } from './packed-records.ts';
import { Numbers } from './percentiles.ts';
import { type WorkingClock, workedBetween, workedUntil, workedUpTo } from './working-time.ts';

/** Digits of the fraction that amounts are added up with. */
const DIGITS = 4;

/** A text that has a funnel and a stage of it. */
const placeOf = (funnel: string, stage: string): string => `${funnel} ${stage}`;

/** What of records and their visits the funnel report goes over: the same for all funnels of a type. */
export function funnelColumns(stages: ReportStage[], summed: SummedField[], reason: string | null): ColumnSpec[] {
  const clock = clockOf(stages);
  return [
    { of: 'visit', kind: 'word', sql: `d.funnel || ' ' || d.stage` },
    { of: 'visit', kind: 'decimal', sql: LASTED, units: 1 },
    { of: 'record', kind: 'word', sql: `r.funnel || ' ' || r.stage` },
    { of: 'record', kind: 'double', sql: `date_part('epoch', r.closed_at - r.created_at)` },
    { of: 'record', kind: 'double', sql: OPEN_SINCE },
    { of: 'record', kind: 'word', sql: reason ?? 'NULL' },
    ...summed.flatMap(({ value, currency }): ColumnSpec[] => [
      { of: 'record', kind: 'decimal', sql: value, units: 10 ** DIGITS },
      { of: 'record', kind: 'word', sql: currency ?? 'NULL' },
    ]),
    ...(clock ? workedColumns(clock) : []),
  ];
}

/** How long visits were in working time, and up to when the one that goes on had been worked. */
const workedColumns = (clock: WorkingClock): ColumnSpec[] => [
  { of: 'visit', kind: 'double', sql: workedBetween('d.entered_at', 'd.left_at', clock) },
  {
    of: 'record',
    kind: 'double',
    sql: `(SELECT ${workedUpTo('v.entered_at', clock)} FROM stage_visits v WHERE v.record_id = r.id AND v.left_at IS NULL)`,
  },
];

/** The clock of stages whose norms are in working time: the organisation has one. */
const clockOf = (stages: ReportStage[]): WorkingClock | null => stages.find(({ clock }) => clock)?.clock ?? null;

/** How long visits were that have ended, in microseconds. */
const LASTED = QUICK_COLUMNS['visit.seconds']?.value ?? 'NULL';

/** Microseconds of a day. */
const DAY = 86_400_000_000;

/** Seconds, to the last digit as PostgreSQL makes a double of an interval: of its days and of the rest. */
const secondsOf = (microseconds: number): number => {
  const days = Math.trunc(microseconds / DAY);
  return (microseconds - days * DAY) / 1_000_000 + days * 86_400;
};

/** When the visit began that goes on, in microseconds. */
const OPEN_SINCE = `(SELECT round(date_part('epoch', max(v.entered_at)) * 1000000) FROM stage_visits v
  WHERE v.record_id = r.id AND v.left_at IS NULL)`;

/** Counts one funnel's figures, some thousands of records at a time; the same, to the last digit, as the SQL of it. */
export class FunnelPass implements Pass<FunnelRead> {
  private readonly stages: StageFigures[];
  private readonly groups = { won: 0, lost: 0, open: 0 };
  private readonly cycles = new Numbers();
  private readonly reasons = new Map<string | null, number>();
  private readonly sums = new Map<string, SumOf>();
  private readonly now: number;
  /** Now, in working time. */
  private readonly worked: number;

  /** @param now for visits that are still open */
  constructor(
    private readonly funnel: string,
    stages: ReportStage[],
    private readonly summed: SummedField[],
    now: Date,
  ) {
    this.stages = stages.map((stage) => new StageFigures(stage));
    this.now = now.getTime() * 1000;
    const clock = clockOf(stages);
    this.worked = clock ? workedUntil(now, clock) : Number.NaN;
  }

  /** @throws NotExact */
  add({ records, chosen, columns }: Packed): void {
    const [visited, seconds, place, cycle, since, reason, ...amounts] = columns;
    if (!visited?.counts || !seconds || !place || !cycle || !since || !reason)
      throw new Error('A column is not there.');
    const byPlace = new Map(this.stages.map((figures) => [placeOf(this.funnel, figures.stage.stage), figures]));
    const known = [undefined, ...visited.words.map((word) => byPlace.get(word))];
    const prefix = `${this.funnel} `;
    const here = place.words.map((word) => (word.startsWith(prefix) ? word.slice(prefix.length) : undefined));
    const current = [undefined, ...place.words.map((word) => byPlace.get(word))];
    const sums = this.summed.map((_, index) => this.sumsOf(index, [undefined, ...here], reason.words, amounts));
    const [worked, workedSince] = amounts.slice(2 * this.summed.length);
    let from = 0;
    for (let at = 0; at < records; at += 1) {
      const to = from + (visited.counts[at] ?? 0);
      const last =
        chosen?.[at] === 0
          ? undefined
          : this.way(at, from, to, known, { visited, seconds, since, worked, workedSince });
      if (last) {
        const [placed, why] = [place.codes[at] ?? 0, reason.codes[at] ?? 0];
        this.ended(last, current[placed], cycle.numbers[at] ?? Number.NaN, reason.words[why - 1] ?? null);
        for (const sum of sums) sum(at, last.stage.group, placed, why);
      }
      from = to;
    }
  }

  private mark = 0;
  private furthest = 0;
  private lastKept: StageFigures | undefined;

  /** Counts a record's way. @returns the last stage of it; undefined where it was never in the funnel */
  private way(
    at: number,
    from: number,
    to: number,
    known: (StageFigures | undefined)[],
    { visited, seconds, since, worked, workedSince }: Lengths,
  ): StageFigures | undefined {
    let last: StageFigures | undefined;
    this.mark += 1;
    this.furthest = 0;
    this.lastKept = undefined;
    for (let visit = from; visit < to; visit += 1) {
      const stage = known[visited.codes[visit] ?? 0];
      if (!stage) continue;
      last = stage;
      if (stage.position > this.furthest) this.furthest = stage.position;
      if (!stage.isLost) this.lastKept = stage;
      const lasted = seconds.numbers[visit] ?? Number.NaN;
      if (Number.isNaN(lasted)) {
        const open = (this.now - (since.numbers[at] ?? Number.NaN)) / 1_000_000;
        stage.goesOn(this.mark, open, this.worked - (workedSince?.numbers[at] ?? Number.NaN));
      } else stage.passed(this.mark, secondsOf(lasted), worked?.numbers[visit] ?? Number.NaN);
    }
    return last;
  }

  private ended(last: StageFigures, here: StageFigures | undefined, cycle: number, why: string | null): void {
    const { group } = last.stage;
    this.groups[group] += 1;
    const reached = this.furthest > 0 ? this.furthest : -1;
    for (const stage of this.stages) if (stage.position === reached) stage.furthest += 1;
    if (here) here.current += 1;
    if (group === 'won' && !Number.isNaN(cycle)) this.cycles.add(cycle);
    if (group !== 'lost') return;
    if (this.lastKept) this.lastKept.lostHere += 1;
    this.reasons.set(why, (this.reasons.get(why) ?? 0) + 1);
  }

  /** What adds a record's amount to the sums it is in: each is looked for once in a chunk. */
  private sumsOf(index: number, here: (string | undefined)[], reasons: string[], amounts: Column[]) {
    const [amount, currencies] = [amounts[index * 2], amounts[index * 2 + 1]];
    if (!amount || !currencies) throw new Error('A column is not there.');
    const size = currencies.words.length + 1;
    const sums = { current: [] as SumOf[], lost: [] as SumOf[], won: [] as SumOf[] };
    const find = (of: keyof typeof sums, place: number, code: number, slice: () => string): SumOf => {
      const number = place * size + code;
      let sum = sums[of][number];
      if (!sum) {
        sum = this.sum(slice(), index, currencies.words[code - 1] ?? null);
        sums[of][number] = sum;
      }
      return sum;
    };
    return (at: number, group: ReportStage['group'], place: number, why: number): void => {
      const value = amount.numbers[at] ?? Number.NaN;
      if (Number.isNaN(value)) return;
      if (!Number.isFinite(value)) throw new NotExact();
      const code = currencies.codes[at] ?? 0;
      if (here[place] !== undefined) find('current', place, code, () => `current:${here[place]}`).add(value);
      if (group === 'lost') find('lost', why, code, () => `lost:${reasons[why - 1] ?? ''}`).add(value);
      if (group === 'won') find('won', 0, code, () => 'won').addWon(value);
    };
  }

  private sum(slice: string, index: number, currency: string | null): SumOf {
    const key = `${index} ${currency === null ? '' : `.${currency}`} ${slice}`;
    let known = this.sums.get(key);
    if (!known) {
      known = new SumOf(slice, this.summed[index]?.key ?? '', currency);
      this.sums.set(key, known);
    }
    return known;
  }

  async read(): Promise<FunnelRead> {
    const stages: StageRow[] = [];
    for (const stage of this.stages) {
      stages.push(stage.row());
      // Medians of a million numbers take their time.
      await setImmediate();
    }
    const lossReasons = [...this.reasons].map(([reason, count]) => ({ reason, count }));
    const totals = { ...this.groups, medianCycleSeconds: this.cycles.percentiles(0.5)[0] ?? null, lossReasons };
    return { stages, totals, sums: [...this.sums.values()].map((sum) => sum.row()) };
  }
}

/** What is known of the lengths of visits. */
interface Lengths {
  visited: Column;
  seconds: Column;
  since: Column;
  /** Where norms are in working time. */
  worked: Column | undefined;
  workedSince: Column | undefined;
}

class StageFigures {
  furthest = 0;
  current = 0;
  lostHere = 0;
  readonly position: number;
  readonly isLost: boolean;
  private readonly norm: number;
  private readonly isOpen: boolean;
  private readonly isWorking: boolean;
  private readonly lengths = new Numbers();
  private entered = 0;
  private over = 0;
  private overRecords = 0;
  private overNow = 0;
  /** The record that was counted last. */
  private enteredBy = 0;
  private overBy = 0;

  constructor(readonly stage: ReportStage) {
    this.position = stage.position;
    this.isLost = stage.group === 'lost';
    this.isOpen = stage.group === 'open';
    this.isWorking = stage.clock !== null;
    this.norm = (this.isOpen ? stage.normSeconds : null) ?? Number.POSITIVE_INFINITY;
  }

  /** @param worked seconds of working time, where norms are in it */
  passed(record: number, seconds: number, worked: number): void {
    this.enter(record);
    if (!this.isOpen) return;
    this.lengths.add(seconds);
    if (!((this.isWorking ? worked : seconds) > this.norm)) return;
    this.over += 1;
    if (this.overBy !== record) this.overRecords += 1;
    this.overBy = record;
  }

  goesOn(record: number, seconds: number, worked: number): void {
    this.enter(record);
    if ((this.isWorking ? worked : seconds) > this.norm) this.overNow += 1;
  }

  private enter(record: number): void {
    if (this.enteredBy !== record) this.entered += 1;
    this.enteredBy = record;
  }

  row(): StageRow {
    const [medianSeconds = null, p90Seconds = null] = this.lengths.percentiles(0.5, 0.9);
    return {
      stage: this.stage.stage,
      entered: this.entered,
      current: this.current,
      lostHere: this.lostHere,
      furthest: this.furthest,
      medianSeconds,
      p90Seconds,
      overNorm: this.over,
      overNormRecords: this.overRecords,
      overNormNow: this.overNow,
    };
  }
}

class SumOf {
  private readonly total = new WholeSum();
  private readonly values = new Numbers();

  constructor(
    private readonly slice: string,
    private readonly field: string,
    private readonly currency: string | null,
  ) {}

  add(value: number): void {
    this.total.add(value);
  }

  addWon(value: number): void {
    this.total.add(value);
    this.values.add(value / 10 ** DIGITS);
  }

  row(): SumRow {
    const { slice, field, currency } = this;
    const [median = null] = this.values.percentiles(0.5);
    return { slice, field, currency, sum: this.total.text(DIGITS), median: median === null ? null : String(median) };
  }
}
