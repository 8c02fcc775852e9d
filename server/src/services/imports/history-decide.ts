import { setImmediate } from 'node:timers/promises';
import { isTerminal, stageOf } from '@etapa/shared/definition/stage';
import type { Command, CommandContext, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import type { Actor, RecordState } from '@etapa/shared/process/record';
import type { Result } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import type { Queryable } from '../../store/database.ts';
import { sequenceOf } from '../../store/entity-types.ts';
import { newId } from '../../store/ids.ts';
import { HistoryStore, type KeptVisit, type Past, type Visit, type VisitRow } from '../../store/imports-history.ts';
import { ImportNameStore } from '../../store/imports-names.ts';
import type { NewFailure } from '../../store/jobs.ts';
import { RecordStore } from '../../store/records.ts';
import { topRank } from '../../store/records-rank.ts';
import type { RecordChange } from '../../store/records-write.ts';
import { NOT_TAKEN_IN } from '../access.ts';
import { RecordContexts } from '../records-context.ts';
import { needsNumber } from '../records-number.ts';
import { ImportNewcomers } from './newcomers.ts';
import type { History } from './plan.ts';
import { readingOf } from './prepare.ts';
import { failureOf, problemAt, problemsOf } from './problems.ts';
import { type ReadRow, readRow } from './row.ts';
import { type ImportRun, type KeptRow, Newcomers } from './run.ts';
import { digestOfValue } from './unique.ts';

/** The pasts of a batch of records as they will be kept. */
export interface DecidedPasts {
  changes: RecordChange[];
  pasts: Past[];
  newcomers: Newcomers;
  failures: NewFailure[];
  /** The changes with the first line of each record's past and where it has been. */
  kept: KeptRow[];
  created: number;
  changed: number;
  unchanged: number;
  visits: number;
  highestNumber: number;
}

/** One record with the rows of its past. */
interface Told {
  rows: ReadRow[];
  /** Null for a record that is not there yet. */
  record: RecordState | null;
  kept: KeptVisit[];
  /** Why its rows cannot be taken. */
  problem?: string;
}

/** Decides what becomes of the pasts of a batch of records; nothing is written yet. */
@Injectable()
export class HistoryDecisions {
  constructor(
    private readonly store: HistoryStore,
    private readonly names: ImportNameStore,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly newcomers: ImportNewcomers,
  ) {}

  /** @param rows of whole records: each one's together and in order of time */
  async decide(run: ImportRun, rows: VisitRow[], db: Queryable): Promise<DecidedPasts> {
    const fileRows = rows.map(({ line, cells }) => ({ line, cells }));
    const newcomers = await this.newcomers.find(run, fileRows, db);
    const reading = readingOf(run, await this.contexts.settings());
    const decided: DecidedPasts = {
      changes: [],
      pasts: [],
      newcomers,
      failures: [],
      kept: [],
      created: 0,
      changed: 0,
      unchanged: 0,
      visits: 0,
      highestNumber: 0,
    };
    const byKey = new Map<string, ReadRow[]>();
    for (const [index, { key, at }] of rows.entries()) {
      const read = { ...readRow(fileRows[index] ?? { line: 0, cells: [] }, reading), time: at };
      // A row that cannot be understood is left out; the rest of the record's past is taken.
      if (read.problems.length > 0) decided.failures.push(failureOf(read.row, read.problems));
      else byKey.set(key, [...(byKey.get(key) ?? []), read]);
    }
    const told = await this.find(run, byKey, db);
    const context = await this.context(run, told, newcomers, db);
    const numbers = await this.numbers(run, told, db);
    for (const [index, each] of told.entries()) {
      if (index % 25 === 0) await setImmediate();
      const number = each.record ? undefined : (each.rows[0]?.number ?? numbers.shift());
      const problem = take(run, each, { ...context, number }, decided, index);
      if (problem)
        for (const row of each.rows) decided.failures.push({ ...problem, line: row.row.line, row: row.row.cells });
    }
    return decided;
  }

  /** The records that are there already, with the visits they have. */
  private async find(run: ImportRun, byKey: Map<string, ReadRow[]>, db: Queryable): Promise<Told[]> {
    const { record: column } = run.plan.history as History;
    const entityType = run.type.key;
    const held = new Map<string, { id: string; named: boolean }>();
    const digests = new Map<string, string>();
    if (column.target.kind === 'field') {
      const { field } = column.target;
      for (const [key, [row]] of byKey) digests.set(key, digestOfValue(field, row?.doc[field.key]) ?? '');
      const seen = run.access.where('update');
      const found = await this.names.holders(db, { entityType, field, seen }, [...new Set(digests.values())]);
      for (const { digest, id, named } of found) held.set(digest, { id, named });
    } else {
      for (const key of byKey.keys()) digests.set(key, key);
      const found = await this.store.byNumbers(db, entityType, [...byKey.keys()].map(Number));
      const ids = found.map(({ id }) => id);
      const where = run.access.where('update');
      const seen = where && new Set(await this.records.visible(db, entityType, ids, where));
      for (const { id, number } of found) held.set(String(number), { id, named: !seen || seen.has(id) });
    }
    const ids = [...held.values()].map(({ id }) => id);
    const records = new Map((await this.records.findAll(db, entityType, ids)).map((record) => [record.id, record]));
    const visits = new Map<string, KeptVisit[]>();
    for (const visit of await this.store.visits(db, ids)) {
      visits.set(visit.recordId, [...(visits.get(visit.recordId) ?? []), visit]);
    }
    return [...byKey].map(([key, rows]): Told => {
      const holder = held.get(digests.get(key) ?? '');
      const record = records.get(holder?.id ?? '') ?? null;
      const kept = visits.get(holder?.id ?? '') ?? [];
      return holder && !(holder.named && record)
        ? { rows, record: null, kept, problem: 'Your roles do not allow to change the record that this is of.' }
        : { rows, record, kept };
    });
  }

  private async context(run: ImportRun, told: Told[], newcomers: Newcomers, db: Queryable): Promise<CommandContext> {
    const asked = told.map(({ rows, record }) => ({ type: run.type, record, command: commandOf(rows, record) }));
    const fields = run.access.everywhere();
    const { context } = await this.contexts.prepare(db, run.doer, asked, fields.write === 'all' ? undefined : fields);
    return newcomers.known(run, context);
  }

  private async numbers(run: ImportRun, told: Told[], db: Queryable): Promise<number[]> {
    if (!needsNumber(run.type.definition)) return [];
    const count = told.filter(({ record, rows }) => !record && rows[0]?.number === undefined).length;
    return run.dry
      ? Array.from({ length: count }, (_, index) => index + 1)
      : this.records.takeNumbers(db, sequenceOf(run.type.id), count);
  }
}

/** Adds a record's past to what was decided. @returns why not */
function take(
  run: ImportRun,
  told: Told,
  context: CommandContext,
  decided: DecidedPasts,
  index: number,
): Pick<NewFailure, 'problem' | 'column' | 'value'> | undefined {
  const { rows, record, kept } = told;
  const [first] = rows;
  if (told.problem !== undefined) return { problem: told.problem };
  if (!first) return undefined;
  const replaced = replacedBy(kept);
  const next = kept[replaced];
  const visits = rows.map((row) => visitOf(run, row));
  const last = visits.at(-1) as Visit;
  if (next && last.at > next.at) {
    const { column, value } = problemAt(run.plan, first.row, '$time', '');
    return {
      column,
      value,
      problem: 'The record has moved here before this: its past ends where its life here began.',
    };
  }
  const outcome = outcomeOf(run, told, context, { visits, lived: next !== undefined, index });
  if (!outcome.ok) {
    const [problem] = problemsOf(run.plan, first, outcome.refusal);
    return problem ?? { problem: outcome.refusal.detail };
  }
  const after = outcome.value.next;
  if (!record && !run.access.mayCreate(after, context.linked)) return { problem: NOT_TAKEN_IN };
  const known = record && outcome.value.events.length === 0 && samePath(kept.slice(0, replaced), visits);
  if (known) {
    decided.unchanged++;
    return undefined;
  }
  const change = { before: record, next: after, events: record ? outcome.value.events : [] };
  decided.changes.push(change);
  decided.kept.push({ line: Math.min(...rows.map(({ row }) => row.line)), change, visits });
  decided.pasts.push({
    recordId: after.id,
    recordVersion: after.version,
    visits,
    replaced,
    ...(next ? { until: next.at } : {}),
    ...(record ? { createdAt: visits[0]?.at } : {}),
    events: eventsOf(record, after, visits),
  });
  decided.visits += visits.length;
  if (record) decided.changed++;
  else {
    decided.created++;
    decided.highestNumber = Math.max(decided.highestNumber, first.number ?? 0);
  }
  return undefined;
}

/** Visits that an import brought, and the first one of a record that never moved here, give way to the past. */
function replacedBy(kept: KeptVisit[]): number {
  if (kept.length === 1) return 1;
  const lived = kept.findIndex(({ actor }) => actor.kind !== 'import');
  return lived < 0 ? kept.length : lived;
}

function visitOf(run: ImportRun, { funnel = '', stage = '', time = '', actor }: ReadRow): Visit {
  const own: Extract<Actor, { kind: 'import' }> = { kind: 'import', id: run.jobId, userId: run.caller.id };
  const by: Actor = !actor ? own : 'id' in actor ? { kind: 'user', id: actor.id } : { ...own, was: actor.was };
  return { funnel, stage, at: new Date(time).toISOString(), actor: by };
}

function commandOf(rows: ReadRow[], record: RecordState | null): Command {
  const doc = Object.assign({}, ...rows.map((row) => row.doc));
  const ownerId = rows.map((row) => row.ownerId).findLast((id) => id !== undefined);
  const owner = ownerId === undefined ? {} : { ownerId };
  if (record) return { kind: 'patch', doc, ...owner };
  const last = rows.at(-1);
  return { kind: 'create', doc, funnel: last?.funnel, stage: last?.stage, ...owner };
}

/** The record as it is at the end of its past; as it is now where it has lived on here. */
function outcomeOf(
  run: ImportRun,
  { rows, record }: Told,
  context: CommandContext,
  { visits, lived, index }: { visits: Visit[]; lived: boolean; index: number },
): Result<Outcome> {
  const { definition } = run.type;
  const [first, last] = [visits[0], visits.at(-1)];
  if (!first || !last) throw new Error('A past has at least one visit.');
  const rank = topRank(Date.parse(last.at), -index);
  const command = commandOf(rows, record);
  const told = command.kind === 'create' ? { ...command, createdAt: first.at } : command;
  const decided = decide(definition, record, told, { ...context, id: newId(), rank });
  if (!decided.ok) return decided;
  const { next, events } = decided.value;
  if (lived) return { ok: true, value: { next: renewed(record, next, context), events } };
  const place = stageOf(definition, last.funnel, last.stage);
  const placed: RecordState = {
    ...next,
    funnel: last.funnel,
    stage: last.stage,
    stageEnteredAt: last.at,
    lastActivityAt: last.at,
    closedAt: place && isTerminal(place.stage) ? last.at : null,
    rank,
  };
  return { ok: true, value: { next: renewed(record, placed, context), events } };
}

/** A record whose past becomes known is another version of itself. */
function renewed(before: RecordState | null, next: RecordState, { now }: CommandContext): RecordState {
  return before ? { ...next, version: before.version + 1, updatedAt: now } : next;
}

/** What happened at each visit. A record that was there before was made when it came here. */
function eventsOf(before: RecordState | null, after: RecordState, visits: Visit[]): Past['events'] {
  return visits.map(({ funnel, stage, at, actor }, index) => {
    const from = visits[index - 1];
    if (!from && !before) {
      return { at, actor, event: { kind: 'record.created', after: after.doc, funnel, stage, ownerId: after.ownerId } };
    }
    return {
      at,
      actor,
      event: {
        kind: 'record.moved',
        from: { funnel: from?.funnel ?? null, stage: from?.stage ?? null },
        to: { funnel, stage },
        seconds: from ? (Date.parse(at) - Date.parse(from.at)) / 1000 : null,
      },
    };
  });
}

function samePath(kept: KeptVisit[], visits: Visit[]): boolean {
  return (
    kept.length === visits.length &&
    kept.every(({ funnel, stage, at }, index) => {
      const visit = visits[index];
      return visit?.funnel === funnel && visit.stage === stage && Date.parse(visit.at) === Date.parse(at);
    })
  );
}
