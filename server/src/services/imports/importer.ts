import { Injectable } from '@nestjs/common';
import { Database } from '../../store/database.ts';
import { ImportStore } from '../../store/imports.ts';
import { JobStore } from '../../store/jobs.ts';
import { BackgroundTurns } from '../background-turns.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { RefusalError, refused } from '../refusal-error.ts';
import { ImportBatches } from './batches.ts';
import { HistoryImporter } from './history.ts';
import type { ImportInput } from './input.ts';
import { ImportKeeper, remember, tallied } from './keep.ts';
import { lookupKey } from './names.ts';
import { OverlappingBatches } from './overlap.ts';
import { cellOf, folded } from './plan.ts';
import { ImportPostponed } from './postponed.ts';
import { previewOf } from './preview.ts';
import { BrokenFile } from './read-rows.ts';
import { type ImportRun, NOTHING_DONE, type Tally } from './run.ts';
import { ImportSession, progressOf } from './session.ts';

/** How often a job that ends in an error of ours is begun again. */
const ATTEMPTS = 3;
/** Rows in a batch at most. */
const AT_MOST = 400;
const FEWER = 100;
/** How often an import says that it still goes on while it reads through its file, in milliseconds. */
const SIGN_OF_LIFE = 5_000;

/** Performs imports: in batches, each kept with the note of how far the job is, so that none is doubled or lost. */
@Injectable()
export class Importer {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
    private readonly files: ImportBatches,
    private readonly jobs: JobStore,
    private readonly leases: JobLeases,
    private readonly overlapping: OverlappingBatches,
    private readonly keeper: ImportKeeper,
    private readonly postponed: ImportPostponed,
    private readonly session: ImportSession,
    private readonly histories: HistoryImporter,
    private readonly turns: BackgroundTurns,
  ) {}

  /**
   * Works on an import until it ends, is cancelled, or the process is to stop.
   *
   * @param signal aborted when the process is to stop: the batch in hand is finished, another worker goes on
   */
  async perform(jobId: string, signal: AbortSignal): Promise<void> {
    await this.leases.work(
      jobId,
      (lease) => this.work(lease, signal),
      (lease, error) => this.fail(lease, error),
    );
  }

  /** @returns false when it was stopped before the end */
  private async work(lease: Lease, signal: AbortSignal): Promise<boolean> {
    const input = lease.job.input as unknown as ImportInput;
    if (input.history) return this.histories.work(lease, input, signal);
    if (input.atomic) await this.session.startAgain(lease);
    const dry = await this.session.open(lease, input, true);
    const total = await this.survey(lease, dry, input);
    if (input.dryRun || input.atomic) {
      const tally = await this.rehearse(lease, dry, input, total, signal);
      if (!tally) return false;
      if (input.dryRun || tally.failed > 0) {
        const result = input.dryRun
          ? { ...tally, dryRun: true, preview: previewOf(dry) }
          : { ...NOTHING_DONE, failed: tally.failed };
        await this.session.finish(lease, input.atomic && !input.dryRun ? { ...result, atomic: true } : result);
        return true;
      }
    }
    const run = await this.session.open(lease, input, false);
    for (const [key, names] of dry.coming) run.coming.set(key, names);
    return input.atomic ? this.keepAtOnce(lease, run, input, total) : this.keepInBatches(lease, run, input, signal);
  }

  /** Reads through the file once: how many rows it has, and which names they will have that others may link to. */
  private async survey(lease: Lease, run: ImportRun, input: ImportInput): Promise<number> {
    const own = run.plan.columns.flatMap(({ target }) =>
      target.kind === 'field' && target.by?.target.key === run.type.key ? target.by : [],
    );
    const named = own.flatMap((by) => {
      const key = by.field?.key ?? run.type.definition.titleField;
      const column = run.plan.columns.find(({ target }) => target.kind === 'field' && target.field.key === key);
      const names = new Set<string>();
      run.coming.set(lookupKey(by), names);
      return column ? [{ column, names }] : [];
    });
    let total = 0;
    const about = named.length === 0 ? await this.files.count(lease.job.id, input).catch(brokenIsUnknown) : null;
    if (about !== null) {
      await lease.prolong(this.database, { total: about });
      return about;
    }
    let told = performance.now();
    try {
      for await (const rows of this.files.rows(lease.job.id, input)) {
        total += rows.length;
        for (const { column, names } of named) for (const { cells } of rows) names.add(folded(cellOf(column, cells)));
        if (performance.now() - told < SIGN_OF_LIFE) continue;
        await lease.prolong(this.database);
        told = performance.now();
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
    }
    await lease.prolong(this.database, { total });
    return total;
  }

  /** Does everything but write. @returns null when it was stopped */
  private async rehearse(
    lease: Lease,
    run: ImportRun,
    input: ImportInput,
    total: number,
    signal: AbortSignal,
  ): Promise<Tally | null> {
    if (!input.atomic) await this.session.startAgain(lease);
    let tally = NOTHING_DONE;
    let rows = 0;
    for await (const batch of this.files.batches(lease.job.id, input, run.plan.match, { most: this.most(run) })) {
      if (signal.aborted) return null;
      const prepared = await this.overlapping.decide(run, batch);
      remember(run, prepared);
      const before = tally.failed;
      tally = tallied(tally, prepared);
      rows += batch.rows.length;
      // Rehearsing is half of an import that is kept all at once.
      const done = input.dryRun ? rows : Math.floor(Math.min(rows, total) / 2);
      await this.database.transaction(async (tx) => {
        const noted = await lease.advance(tx, {
          done,
          failed_count: tally.failed,
          progress: { ...lease.job.progress, tally },
        });
        await this.jobs.addFailures(tx, lease.job.id, prepared.failures, before);
        tx.afterCommit(noted);
      });
    }
    if (input.dryRun) await this.correctTotal(lease, rows);
    return tally;
  }

  /** Says how many rows there were, where that was told by the size of the file alone. */
  private async correctTotal(lease: Lease, total: number): Promise<void> {
    if (lease.job.total !== total) await lease.prolong(this.database, { total });
  }

  /** Goes on from where the job is. @returns false when it was stopped */
  private async keepInBatches(lease: Lease, run: ImportRun, input: ImportInput, signal: AbortSignal): Promise<boolean> {
    const from = progressOf(lease);
    const rest = { skip: from.rows, most: this.most(run) };
    const batches = this.files.batches(lease.job.id, input, run.plan.match, rest);
    const kept = await this.overlapping.keep(lease, run, batches, { from, signal });
    if (!kept) return false;
    await this.correctTotal(lease, kept.rows);
    let progress = kept;
    const failed = await this.postponed.setAll(run, progress.tally.failed, (work, failures) =>
      this.database.transaction(async (tx) => {
        const tally = { ...progress.tally, failed: progress.tally.failed + failures };
        const noted = await lease.advance(tx, { failed_count: tally.failed, progress: { ...progress, tally } });
        await work(tx);
        tx.afterCommit(noted);
        progress = { ...progress, tally };
      }),
    );
    await this.session.learnSizes(this.database, progress.tally);
    await this.session.finish(lease, { ...progress.tally, failed, dryRun: false });
    return true;
  }

  /** Keeps everything in one transaction, whose end alone makes it seen. */
  private async keepAtOnce(lease: Lease, run: ImportRun, input: ImportInput, total: number): Promise<boolean> {
    let tally = NOTHING_DONE;
    let rows = 0;
    await this.database.transaction(async (tx) => {
      for await (const batch of this.files.batches(lease.job.id, input, run.plan.match, { most: this.most(run) })) {
        const prepared = await this.overlapping.decide(run, batch, tx);
        const [failure] = prepared.failures;
        // It passed the rehearsal: the world changed in between.
        if (failure) throw refused('conflict', `Line ${failure.line}: ${failure.problem}`);
        await this.keeper.keep(tx, run, prepared);
        tally = tallied(tally, prepared);
        rows += batch.rows.length;
        await lease.prolong(this.database, { done: Math.floor((total + rows) / 2) });
      }
      const failed = await this.postponed.setAll(run, 0, async (work) => work(tx), tx);
      if (failed > 0) throw refused('conflict', 'A link inside the file could not be set.');
      await lease.prolong(this.database, { done: rows });
      await this.session.learnSizes(tx, tally);
      await this.leases.finish(tx, lease, { status: 'done', result: { ...tally, atomic: true, dryRun: false } });
      await this.store.dropAll(tx, lease.job.id);
    });
    return true;
  }

  /**
   * Rows of a batch: half a second's worth; fewer while people are at work, who wait for what is under way, and where
   * rows give way to what they look like, which those of one batch are not held against.
   */
  private most({ plan }: ImportRun): () => number {
    return () => (this.turns.besidePeople || plan.duplicates !== 'create' ? FEWER : AT_MOST);
  }

  private async fail(lease: Lease, error: unknown): Promise<void> {
    if (error instanceof RefusalError) {
      await this.session.end(lease, error.message);
      return;
    }
    const attempts = progressOf(lease).attempts + 1;
    if (attempts < ATTEMPTS) {
      await lease.prolong(this.database, { progress: { ...lease.job.progress, attempts } });
      await this.leases.giveBack(lease);
    } else {
      await this.session.end(lease, 'The import ended in an error of the program.');
    }
    throw error;
  }
}

/** Where a file is broken is found out, and told, where its rows are read. */
function brokenIsUnknown(error: unknown): null {
  if (error instanceof BrokenFile) return null;
  throw error;
}
