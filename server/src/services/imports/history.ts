import type { Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database } from '../../store/database.ts';
import { HistoryStore, type VisitRow } from '../../store/imports-history.ts';
import { JobStore, type NewFailure } from '../../store/jobs.ts';
import type { Transaction } from '../../store/transaction.ts';
import { BackgroundTurns } from '../background-turns.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { RecordContexts } from '../records-context.ts';
import { refused } from '../refusal-error.ts';
import { ImportBatches } from './batches.ts';
import { type DecidedPasts, HistoryDecisions } from './history-decide.ts';
import { HistoryKeeper } from './history-keep.ts';
import type { ImportInput } from './input.ts';
import { remember } from './keep.ts';
import { cellOf, type History } from './plan.ts';
import { previewOf } from './preview.ts';
import { failureOf, problemAt } from './problems.ts';
import { BrokenFile, type FileRow } from './read-rows.ts';
import type { RowProblem } from './row.ts';
import { type ImportRun, NOTHING_DONE, type Tally } from './run.ts';
import { ImportSession, overtaken, type Progress, progressOf } from './session.ts';

/** Rows laid aside together. */
const ROWS = 1000;
/** Records decided on and kept together. */
const RECORDS = 100;
/** How often a batch is decided again because someone else wrote meanwhile. */
const RACES = 5;

/**
 * Imports the past of records: rows that are visits of stages, in any order. First all rows are sorted out by record
 * and time, in the database, since a file may be larger than the memory; then record by record is given its past.
 */
@Injectable()
export class HistoryImporter {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly files: ImportBatches,
    private readonly store: HistoryStore,
    private readonly jobs: JobStore,
    private readonly leases: JobLeases,
    private readonly contexts: RecordContexts,
    private readonly decisions: HistoryDecisions,
    private readonly keeper: HistoryKeeper,
    private readonly session: ImportSession,
    private readonly turns: BackgroundTurns,
  ) {}

  /** @returns false when it was stopped before the end */
  async work(lease: Lease, input: ImportInput, signal: AbortSignal): Promise<boolean> {
    const run = await this.session.open(lease, input, false);
    if (!progressOf(lease).sorted && !(await this.sortOut(lease, run, input, signal))) return false;
    if (input.dryRun || input.atomic) {
      const dry = await this.session.open(lease, input, true);
      const tally = await this.rehearse(lease, dry, signal);
      if (!tally) return false;
      if (input.dryRun || tally.failed > 0) {
        const result = input.dryRun
          ? { ...tally, dryRun: true, preview: previewOf(dry) }
          : { ...NOTHING_DONE, failed: tally.failed, atomic: true };
        await this.session.finish(lease, result);
        return true;
      }
      return this.keepAtOnce(lease, run);
    }
    return this.keepInBatches(lease, run, signal);
  }

  /** Lays every row aside under its record and time; refuses rows that name neither. */
  private async sortOut(lease: Lease, run: ImportRun, input: ImportInput, signal: AbortSignal): Promise<boolean> {
    const { timeZone } = await this.contexts.settings();
    let progress = progressOf(lease);
    let rows: FileRow[] = [];
    let seen = 0;
    let broken: NewFailure | undefined;
    const lay = async () => {
      progress = await this.lay(lease, run, rows, { progress, timeZone });
      rows = [];
    };
    try {
      for await (const piece of this.files.rows(lease.job.id, input)) {
        for (const row of piece) {
          if (seen++ < progress.rows) continue;
          rows.push(row);
          if (rows.length === ROWS) await lay();
          if (signal.aborted) return false;
        }
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      broken = { line: error.line, problem: error.message };
    }
    await lay();
    await this.database.transaction(async (tx) => {
      const failures = broken ? [broken] : [];
      const tally = { ...progress.tally, failed: progress.tally.failed + failures.length };
      await this.jobs.addFailures(tx, lease.job.id, failures, progress.tally.failed);
      progress = { ...progress, sorted: true, tally };
      const total = progress.rows + failures.length;
      tx.afterCommit(
        await lease.advance(tx, { total, failed_count: tally.failed, done: tally.failed, progress: { ...progress } }),
      );
    });
    return true;
  }

  private async lay(
    lease: Lease,
    run: ImportRun,
    rows: FileRow[],
    { progress, timeZone }: { progress: Progress; timeZone: string },
  ): Promise<Progress> {
    if (rows.length === 0) return progress;
    const visits: VisitRow[] = [];
    const failures: NewFailure[] = [];
    const reading = { timeZone, now: this.clock.now().getTime() };
    for (const row of rows) {
      const read = visitOf(run, row, reading);
      if (Array.isArray(read)) failures.push(failureOf(row, read));
      else visits.push(read);
    }
    const tally = { ...progress.tally, failed: progress.tally.failed + failures.length };
    const next = { ...progress, rows: progress.rows + rows.length, tally };
    await this.database.transaction(async (tx) => {
      await this.store.lay(tx, lease.job.id, visits);
      await this.jobs.addFailures(tx, lease.job.id, failures, progress.tally.failed);
      tx.afterCommit(await lease.advance(tx, { failed_count: tally.failed, progress: { ...next } }));
    });
    return next;
  }

  /** Does everything but write. @returns null when it was stopped */
  private async rehearse(lease: Lease, run: ImportRun, signal: AbortSignal): Promise<Tally | null> {
    let progress = progressOf(lease);
    for (;;) {
      if (signal.aborted) return null;
      const rows = await this.store.next(this.database, run.jobId, progress.key ?? '', RECORDS);
      if (rows.length === 0) break;
      const decided = await this.decisions.decide(run, rows, this.database);
      remember(run, { ...decided, brought: [] });
      progress = await this.database.transaction((tx) => this.note(tx, lease, progress, { rows, decided }));
    }
    return progress.tally;
  }

  private async keepInBatches(lease: Lease, run: ImportRun, signal: AbortSignal): Promise<boolean> {
    for (;;) {
      if (signal.aborted) return false;
      const progress = progressOf(lease);
      const rows = await this.store.next(this.database, run.jobId, progress.key ?? '', RECORDS);
      if (rows.length === 0) break;
      await this.turns.take(() => this.keepBatch(lease, run, rows, progress));
    }
    const { tally } = progressOf(lease);
    await this.session.learnSizes(this.database, tally);
    await this.session.finish(lease, { ...tally, dryRun: false });
    return true;
  }

  private async keepBatch(lease: Lease, run: ImportRun, rows: VisitRow[], progress: Progress): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const decided = await this.decisions.decide(run, rows, this.database);
      try {
        await this.database.transaction(async (tx) => {
          await this.keeper.keep(tx, run, decided);
          await this.note(tx, lease, progress, { rows, decided });
        });
        return;
      } catch (error) {
        this.keeper.forget(run, decided);
        if (!overtaken(error) || attempt === RACES) throw error;
      }
    }
  }

  /** Keeps everything in one transaction, whose end alone makes it seen. */
  private async keepAtOnce(lease: Lease, run: ImportRun): Promise<boolean> {
    await this.database.transaction(async (tx) => {
      let tally = NOTHING_DONE;
      for (let key = ''; ; ) {
        const rows = await this.store.next(tx, run.jobId, key, RECORDS);
        if (rows.length === 0) break;
        const decided = await this.decisions.decide(run, rows, tx);
        const [failure] = decided.failures;
        // It passed the rehearsal: the world changed in between.
        if (failure) throw refused('conflict', `Line ${failure.line}: ${failure.problem}`);
        await this.keeper.keep(tx, run, decided);
        tally = talliedPasts(tally, decided);
        key = rows.at(-1)?.key ?? key;
        await lease.prolong(this.database);
      }
      await this.session.learnSizes(tx, tally);
      await this.leases.finish(tx, lease, { status: 'done', result: { ...tally, atomic: true, dryRun: false } });
    });
    return true;
  }

  private async note(
    tx: Transaction,
    lease: Lease,
    progress: Progress,
    { rows, decided }: { rows: VisitRow[]; decided: DecidedPasts },
  ): Promise<Progress> {
    const tally = talliedPasts(progress.tally, decided);
    const next = { ...progress, key: rows.at(-1)?.key ?? progress.key, tally };
    await this.jobs.addFailures(tx, lease.job.id, decided.failures, progress.tally.failed);
    const done = lease.job.done + rows.length;
    tx.afterCommit(await lease.advance(tx, { done, failed_count: tally.failed, progress: { ...next } }));
    return next;
  }
}

/**
 * A row as a visit, as far as it says of which record and when; or why it does not.
 *
 * @param now in milliseconds: a past holds nothing later
 */
function visitOf(
  { plan, type }: ImportRun,
  row: FileRow,
  { timeZone, now }: { timeZone: string; now: number },
): VisitRow | RowProblem[] {
  const { record, time } = plan.history as History;
  const problems: RowProblem[] = [];
  const at = kindOf({ kind: 'dateTime' }).parse(TIME, cellOf(time, row.cells), {
    dateFormat: plan.dateFormat,
    decimal: plan.decimal,
    timeZone,
  });
  if (!at.ok) problems.push(problemAt(plan, row, '$time', at.message));
  else if (typeof at.value !== 'string') problems.push(problemAt(plan, row, '$time', 'When this was is not said.'));
  else if (Date.parse(at.value) > now) problems.push(problemAt(plan, row, '$time', STILL_TO_COME));
  const key = keyOf(record, row.cells, plan.decimal);
  const name = record.target.kind === 'field' ? record.target.field.key : '$number';
  if ('problem' in key) problems.push(problemAt(plan, row, name, key.problem));
  const beyond = row.cells.slice(plan.width).find((cell) => cell.trim() !== '');
  if (beyond !== undefined) problems.push({ value: beyond.trim(), problem: 'The row has more cells than columns.' });
  const stage = plan.history && cellOf(plan.history.stage, row.cells);
  if (!stage) problems.push(problemAt(plan, row, '$stage', `Which stage of "${type.key}" this was is not said.`));
  if (problems.length > 0 || !at.ok || typeof at.value !== 'string' || 'problem' in key) return problems;
  return { line: row.line, key: key.text, at: at.value, cells: row.cells };
}

/** Which record a row is of: one text for one value, however the file writes it. */
function keyOf(
  column: History['record'],
  cells: string[],
  decimal: '.' | ',' | undefined,
): { text: string; value: JsonValue } | { problem: string } {
  const text = cellOf(column, cells);
  if (text === '') return { problem: 'Which record this is of is not said.' };
  if (column.target.kind === 'system') {
    return /^[1-9]\d{0,14}$/.test(text)
      ? { text, value: Number(text) }
      : { problem: `"${text}" is not a record number.` };
  }
  const { field } = column.target;
  const parsed = kindOf(field).parse(field, text, { decimal });
  if (!parsed.ok) return { problem: parsed.message };
  if (parsed.value === undefined) return { problem: 'Which record this is of is not said.' };
  return { text: textOfKey(field, parsed.value as JsonValue), value: parsed.value as JsonValue };
}

/** As the unique index has it. */
function textOfKey(field: Field, value: JsonValue): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return field.kind === 'email' ? text.toLowerCase() : text;
}

function talliedPasts(tally: Tally, { created, changed, unchanged, failures, visits, newcomers }: DecidedPasts): Tally {
  return {
    ...tally,
    created: tally.created + created,
    updated: tally.updated + changed,
    unchanged: tally.unchanged + unchanged,
    failed: tally.failed + failures.length,
    visits: (tally.visits ?? 0) + visits,
    linkedCreated: tally.linkedCreated + newcomers.records.size,
    peopleCreated: tally.peopleCreated + newcomers.people.size,
  };
}

const STILL_TO_COME =
  'This time is still to come, and a past holds only what has happened: correct it, or check the order of day and month.';

const TIME = { key: 'time', label: 'Time', kind: 'dateTime' } as const;
