import type { Mapping } from '@etapa/shared/api/imports';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Database, type Queryable } from '../../store/database.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ImportStore } from '../../store/imports.ts';
import { JobStore } from '../../store/jobs.ts';
import { isRace } from '../../store/records-write.ts';
import type { Transaction } from '../../store/transaction.ts';
import { TypeAccess } from '../access.ts';
import { CallerService } from '../callers.ts';
import { JobLeases, type Lease, LeaseLost } from '../jobs-lease.ts';
import { RefusalError, refused } from '../refusal-error.ts';
import { type Batch, type FileForm, ImportBatches } from './batches.ts';
import { forget, ImportKeeper, remember, tallied } from './keep.ts';
import { lookupKey } from './names.ts';
import { cellOf, folded, planOf } from './plan.ts';
import { ImportPostponed } from './postponed.ts';
import { ImportPreparation } from './prepare.ts';
import { BrokenFile } from './read-rows.ts';
import { ImportRun, NOTHING_DONE, type Prepared, type Tally } from './run.ts';

/** What a job of kind `import` is asked to do. */
export interface ImportInput extends FileForm {
  entityType: string;
  userId: string;
  headers: string[];
  mapping: Mapping;
  dryRun: boolean;
  atomic: boolean;
  runRules: boolean;
  correlation: string;
}

/** What an import remembers from batch to batch. */
interface Progress {
  /** Rows worked through. */
  rows: number;
  tally: Tally;
  attempts: number;
}

/** How often a job that ends in an error of ours is begun again. */
const ATTEMPTS = 3;
/** How often a batch is prepared again because someone else wrote meanwhile. */
const RACES = 5;
/** Records that change what the best plan of a query is. */
const MANY = 1000;

/** Performs imports: in batches, each kept with the note of how far the job is, so that none is doubled or lost. */
@Injectable()
export class Importer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly callers: CallerService,
    private readonly store: ImportStore,
    private readonly files: ImportBatches,
    private readonly jobs: JobStore,
    private readonly leases: JobLeases,
    private readonly preparation: ImportPreparation,
    private readonly keeper: ImportKeeper,
    private readonly postponed: ImportPostponed,
  ) {}

  /**
   * Works on an import until it ends, is cancelled, or the process is to stop.
   *
   * @param signal aborted when the process is to stop: the batch in hand is finished, another worker goes on
   */
  async perform(jobId: string, signal: AbortSignal): Promise<void> {
    const lease = await this.leases.take(jobId);
    if (!lease) return;
    try {
      const ended = await this.work(lease, signal);
      if (!ended) await this.leases.giveBack(lease);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      await this.fail(lease, error);
    }
  }

  /** @returns false when it was stopped before the end */
  private async work(lease: Lease, signal: AbortSignal): Promise<boolean> {
    const input = lease.job.input as unknown as ImportInput;
    if (input.atomic) await this.startAgain(lease);
    const dry = await this.open(lease, input, true);
    const total = await this.survey(lease, dry, input);
    if (input.dryRun || input.atomic) {
      const tally = await this.rehearse(lease, dry, input, total, signal);
      if (!tally) return false;
      if (input.dryRun || tally.failed > 0) {
        const result = input.dryRun ? { ...tally, dryRun: true } : { ...NOTHING_DONE, failed: tally.failed };
        await this.finish(lease, input.atomic && !input.dryRun ? { ...result, atomic: true } : result);
        return true;
      }
    }
    const run = await this.open(lease, input, false);
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
    try {
      for await (const { cells } of this.files.rows(lease.job.id, input)) {
        total++;
        for (const { column, names } of named) names.add(folded(cellOf(column, cells)));
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
    if (!input.atomic) await this.startAgain(lease);
    let tally = NOTHING_DONE;
    let rows = 0;
    for await (const batch of this.files.batches(lease.job.id, input, run.plan.match, 0)) {
      if (signal.aborted) return null;
      const prepared = await this.prepare(run, batch);
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
    return tally;
  }

  /** Goes on from where the job is. @returns false when it was stopped */
  private async keepInBatches(lease: Lease, run: ImportRun, input: ImportInput, signal: AbortSignal): Promise<boolean> {
    let progress = progressOf(lease);
    for await (const batch of this.files.batches(lease.job.id, input, run.plan.match, progress.rows)) {
      if (signal.aborted) return false;
      progress = await this.keepBatch(lease, run, batch, progress);
    }
    const failed = await this.postponed.setAll(run, progress.tally.failed, (work, failures) =>
      this.database.transaction(async (tx) => {
        const tally = { ...progress.tally, failed: progress.tally.failed + failures };
        const noted = await lease.advance(tx, { failed_count: tally.failed, progress: { ...progress, tally } });
        await work(tx);
        tx.afterCommit(noted);
        progress = { ...progress, tally };
      }),
    );
    await this.learnSizes(this.database, progress.tally);
    await this.finish(lease, { ...progress.tally, failed, dryRun: false });
    return true;
  }

  private async keepBatch(lease: Lease, run: ImportRun, batch: Batch, progress: Progress): Promise<Progress> {
    for (let attempt = 1; ; attempt++) {
      const prepared = await this.prepare(run, batch);
      const tally = tallied(progress.tally, prepared);
      const next = { ...progress, rows: progress.rows + batch.rows.length, tally };
      try {
        await this.database.transaction(async (tx) => {
          await this.keeper.keep(tx, run, prepared);
          await this.jobs.addFailures(tx, lease.job.id, prepared.failures, progress.tally.failed);
          const noted = await lease.advance(tx, { done: next.rows, failed_count: tally.failed, progress: { ...next } });
          tx.afterCommit(noted);
        });
        remember(run, prepared);
        return next;
      } catch (error) {
        forget(run, prepared);
        if (!overtaken(error) || attempt === RACES) throw error;
      }
    }
  }

  /** Keeps everything in one transaction, whose end alone makes it seen. */
  private async keepAtOnce(lease: Lease, run: ImportRun, input: ImportInput, total: number): Promise<boolean> {
    let tally = NOTHING_DONE;
    let rows = 0;
    await this.database.transaction(async (tx) => {
      for await (const batch of this.files.batches(lease.job.id, input, run.plan.match, 0)) {
        const prepared = await this.prepare(run, batch, tx);
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
      await this.learnSizes(tx, tally);
      await this.leases.finish(tx, lease, { status: 'done', result: { ...tally, atomic: true, dryRun: false } });
      await this.store.drop(tx, lease.job.id);
    });
    return true;
  }

  private prepare(run: ImportRun, batch: Batch, tx?: Transaction): Promise<Prepared> {
    return this.preparation.prepare(run, batch.rows, tx ?? this.database).then((prepared) => {
      if (batch.broken) prepared.failures.push(batch.broken);
      return prepared;
    });
  }

  private async open(lease: Lease, input: ImportInput, dry: boolean): Promise<ImportRun> {
    const caller = await this.callers.byUser(input.userId);
    if (!caller) throw refused('forbidden', 'Who asked for the import is no longer active.');
    const catalogue = await this.catalogue.refresh();
    const type = catalogue.get(input.entityType);
    if (!type) throw refused('not_found', 'The entity type is no longer there.');
    const planned = planOf(input.mapping, input.headers, type.definition, catalogue);
    if ('faults' in planned) throw refused('conflict', planned.faults.map(({ message }) => message).join(' '));
    const { correlation, runRules } = input;
    const doer = {
      caller,
      actor: { kind: 'import', id: lease.job.id, userId: caller.id } as const,
      cause: { correlation, depth: 0, ...(runRules ? {} : { silent: true }) },
    };
    const access = new TypeAccess(caller, type, catalogue, this.clock.now().toISOString());
    return new ImportRun(lease.job.id, caller, doer, type, catalogue, access, planned.plan, dry);
  }

  private async learnSizes(db: Queryable, { created, updated }: Tally): Promise<void> {
    if (created + updated >= MANY) await this.store.learnSizes(db);
  }

  private async finish(lease: Lease, result: object): Promise<void> {
    await this.database.transaction(async (tx) => {
      await this.leases.finish(tx, lease, { status: 'done', result });
      await this.store.drop(tx, lease.job.id);
      await this.store.dropPostponed(tx, lease.job.id);
    });
  }

  private async startAgain(lease: Lease): Promise<void> {
    await this.database.transaction(async (tx) => {
      const noted = await lease.advance(tx, {
        done: 0,
        failed_count: 0,
        progress: { attempts: progressOf(lease).attempts },
      });
      await this.jobs.clearFailures(tx, lease.job.id);
      tx.afterCommit(noted);
    });
  }

  private end(lease: Lease, error: string): Promise<void> {
    return this.database.transaction(async (tx) => {
      await this.leases.finish(tx, lease, { status: 'failed', error });
      await this.store.drop(tx, lease.job.id);
      await this.store.dropPostponed(tx, lease.job.id);
    });
  }

  private async fail(lease: Lease, error: unknown): Promise<void> {
    if (error instanceof RefusalError) {
      await this.end(lease, error.message);
      return;
    }
    const attempts = progressOf(lease).attempts + 1;
    if (attempts < ATTEMPTS) {
      await lease.prolong(this.database, { progress: { ...lease.job.progress, attempts } });
      await this.leases.giveBack(lease);
    } else {
      await this.end(lease, 'The import ended in an error of the program.');
    }
    throw error;
  }
}

function progressOf(lease: Lease): Progress {
  const { rows = 0, tally = NOTHING_DONE, attempts = 0 } = lease.job.progress as Partial<Progress>;
  return { rows, tally, attempts };
}

/** Someone else wrote meanwhile, or took a unique value (23505): decided again, the batch sees it. */
function overtaken(error: unknown): boolean {
  return isRace(error) || (error instanceof Error && 'code' in error && error.code === '23505');
}
