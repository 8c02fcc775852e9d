import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '../../store/database.ts';
import { JobStore } from '../../store/jobs.ts';
import { BackgroundTurns } from '../background-turns.ts';
import type { Lease } from '../jobs-lease.ts';
import type { Batch } from './batches.ts';
import { forget, ImportKeeper, remember, tallied } from './keep.ts';
import { ImportPreparation } from './prepare.ts';
import type { ImportRun, Prepared } from './run.ts';
import { overtaken, type Progress } from './session.ts';

/** How often a batch is prepared again because someone else wrote meanwhile. */
const RACES = 5;
/** Batches decided on in vain, one after the other, after which each waits for the one before it. */
const IN_VAIN = 3;

/** A batch that has been decided on. */
interface Decided {
  batch: Batch;
  prepared: Prepared;
}

/**
 * Keeps batches one after the other, each decided on while the one before is written: the two keep two processors
 * busy. Where rows of one have to do with rows of the other, it is decided on again: nothing comes of it that would not
 * come of one after the other.
 */
@Injectable()
export class OverlappingBatches {
  constructor(
    private readonly database: Database,
    private readonly jobs: JobStore,
    private readonly preparation: ImportPreparation,
    private readonly keeper: ImportKeeper,
    private readonly turns: BackgroundTurns,
  ) {}

  /**
   * @param from how far the job is
   * @returns how far it is at the end; null when it was stopped: what was decided on by then is kept
   */
  async keep(
    lease: Lease,
    run: ImportRun,
    batches: AsyncIterable<Batch>,
    { from, signal }: { from: Progress; signal: AbortSignal },
  ): Promise<Progress | null> {
    let progress = from;
    let inVain = 0;
    let waiting: Decided | undefined;
    for await (const batch of batches) {
      if (signal.aborted) break;
      if (!waiting) {
        waiting = await this.decideInTurn(run, batch);
        continue;
      }
      const ahead = inVain < IN_VAIN && !bringsNames(waiting.prepared) ? this.ahead(run, batch) : undefined;
      const kept = await this.keepOnce(lease, run, waiting, progress).finally(() => ahead);
      const next = await ahead;
      const fits = kept && next && !meet(waiting.prepared, next.prepared);
      if (next && !fits) forget(run, next.prepared.newcomers);
      if (ahead) inVain = fits ? 0 : inVain + 1;
      progress = kept ?? (await this.keepAgain(lease, run, waiting.batch, progress));
      waiting = fits ? next : await this.decideInTurn(run, batch);
    }
    const last = waiting && (await this.keepOnce(lease, run, waiting, progress));
    if (waiting) progress = last ?? (await this.keepAgain(lease, run, waiting.batch, progress));
    return signal.aborted ? null : progress;
  }

  /** Writes nothing. @param db the transaction of an import that is kept all at once */
  async decide(run: ImportRun, batch: Batch, db: Queryable = this.database): Promise<Prepared> {
    const prepared = await this.preparation.prepare(run, batch, db);
    if (batch.broken) prepared.failures.push(batch.broken);
    return prepared;
  }

  private decideInTurn(run: ImportRun, batch: Batch): Promise<Decided> {
    return this.turns.take(async () => ({ batch, prepared: await this.decide(run, batch) }));
  }

  /** What fails here is tried again when its time has come, and fails then. */
  private ahead(run: ImportRun, batch: Batch): Promise<Decided | undefined> {
    return this.decideInTurn(run, batch).catch(() => undefined);
  }

  /** @returns null when someone else was faster: nothing of the batch is kept, and it must be decided on again */
  private async keepOnce(lease: Lease, run: ImportRun, decided: Decided, progress: Progress): Promise<Progress | null> {
    const { batch, prepared } = decided;
    const tally = tallied(progress.tally, prepared);
    const next = { ...progress, rows: progress.rows + batch.rows.length, tally };
    try {
      await this.turns.take(() =>
        this.database.transaction(async (tx) => {
          await this.keeper.keep(tx, run, prepared);
          await this.jobs.addFailures(tx, lease.job.id, prepared.failures, progress.tally.failed);
          const noted = await lease.advance(tx, { done: next.rows, failed_count: tally.failed, progress: { ...next } });
          tx.afterCommit(noted);
        }),
      );
    } catch (error) {
      forget(run, prepared.newcomers);
      if (!overtaken(error)) throw error;
      return null;
    }
    remember(run, prepared);
    return next;
  }

  private async keepAgain(lease: Lease, run: ImportRun, batch: Batch, progress: Progress): Promise<Progress> {
    for (let race = 2; race <= RACES; race++) {
      const kept = await this.keepOnce(lease, run, await this.decideInTurn(run, batch), progress);
      if (kept) return kept;
    }
    throw new Error('Others keep changing what a batch of an import is about.');
  }
}

/** Names that later rows may use are known to others only once the batch is kept. */
const bringsNames = ({ newcomers }: Prepared): boolean => newcomers.records.size + newcomers.people.size > 0;

/** Whether rows of one batch have to do with rows of another: they share what records are told apart by. */
function meet(one: Prepared, other: Prepared): boolean {
  const held = new Set(one.brought.map(([key]) => key));
  if (other.brought.some(([key]) => held.has(key))) return true;
  for (const mark of other.marks) if (one.marks.has(mark)) return true;
  return false;
}
