import type { BulkAction } from '@etapa/shared/api/bulk';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { type BulkItem, BulkStore } from '../../store/bulk.ts';
import { isTaken, isTooLong } from '../../store/clashes.ts';
import { Database } from '../../store/database.ts';
import { type PublishedType, sequenceOf } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { JobStore } from '../../store/jobs.ts';
import { isRace, writeRecords } from '../../store/records-write.ts';
import { TypeAccess } from '../access.ts';
import { BackgroundTurns } from '../background-turns.ts';
import { CallerService } from '../callers.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { RecordDuplicates } from '../records-duplicates.ts';
import { RefusalError, refused } from '../refusal-error.ts';
import { BulkChange } from './change.ts';
import { BulkDecisions, failureOf } from './decide.ts';
import { type BulkKind, type BulkRun, type BulkTally, NOTHING_DONE } from './run.ts';
import { BulkUndo, type Undone } from './undo.ts';

/** What a job of kind `bulk` or `undo` is asked to do. */
export interface BulkInput {
  entityType: string;
  userId: string;
  correlation: string;
  /** Absent for an undo. */
  action?: BulkAction;
  undone?: Undone;
  /** Rules do not see it. */
  silent?: boolean;
}

interface Progress {
  /** Items worked through. */
  ordinal: number;
  tally: BulkTally;
  attempts: number;
}

/** Records decided on and kept together. */
const BATCH = 100;
/** How often a batch is decided again because others wrote meanwhile, before its records are taken one by one. */
const RACES = 3;
/** The same for a single record. */
const SINGLE_RACES = 20;
/** How often a job that ends in an error of ours is begun again. */
const ATTEMPTS = 3;
/** Performs bulk changes and their undoing: in batches, each kept with the note of how far the job is. */
@Injectable()
export class BulkPerformer {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly callers: CallerService,
    private readonly store: BulkStore,
    private readonly jobs: JobStore,
    private readonly leases: JobLeases,
    private readonly changes: BulkChange,
    private readonly undo: BulkUndo,
    private readonly decisions: BulkDecisions,
    private readonly duplicates: RecordDuplicates,
    private readonly turns: BackgroundTurns,
  ) {}

  /**
   * Works on a job until it ends, is cancelled, or the process is to stop.
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
    const input = lease.job.input as unknown as BulkInput;
    const kind = input.action
      ? this.changes.of(input.entityType, input.action)
      : this.undo.of(input.undone ?? { id: '', correlation: '' });
    let progress = progressOf(lease);
    for (;;) {
      if (signal.aborted) return false;
      const items = await this.store.next(this.database, lease.job.id, progress.ordinal, BATCH);
      if (items.length === 0) break;
      const before = progress;
      progress = await this.turns.take(() => this.batch(lease, input, kind, items, before));
    }
    await this.database.transaction((tx) =>
      this.leases.finish(tx, lease, { status: 'done', result: { ...progress.tally } }),
    );
    return true;
  }

  private async batch(lease: Lease, input: BulkInput, kind: BulkKind, items: BulkItem[], progress: Progress) {
    for (let race = 1; race <= RACES; race++) {
      try {
        return await this.attempt(lease, input, kind, items, progress);
      } catch (error) {
        if (isOfOne(error)) break;
        if (!isRace(error)) throw error;
      }
    }
    let after = progress;
    for (const item of items) after = await this.single(lease, input, kind, item, after);
    return after;
  }

  private async single(
    lease: Lease,
    input: BulkInput,
    kind: BulkKind,
    item: BulkItem,
    progress: Progress,
  ): Promise<Progress> {
    for (let race = 1; ; race++) {
      try {
        return await this.attempt(lease, input, kind, [item], progress);
      } catch (error) {
        if (error instanceof RefusalError) return this.skip(lease, item, error, progress);
        if (!isRace(error)) throw error;
        if (race === SINGLE_RACES) {
          return this.skip(lease, item, refused('conflict', 'Others keep changing this record.'), progress);
        }
      }
    }
  }

  /** Decides on items and keeps what was decided, together with how far the job is: in one transaction. */
  private async attempt(
    lease: Lease,
    input: BulkInput,
    kind: BulkKind,
    items: BulkItem[],
    progress: Progress,
  ): Promise<Progress> {
    const run = await this.open(lease, input);
    return this.database.transaction(async (tx) => {
      const batch = await this.decisions.decide(tx, run, await kind.intend(tx, run, items));
      for (const type of new Set(batch.changes.map((each) => each.type))) {
        const own = batch.changes.filter((each) => each.type === type);
        try {
          await writeRecords(
            tx,
            contextOf(run, type),
            own.map(({ change }) => change),
          );
        } catch (error) {
          const [only, other] = own;
          if (!only || other || items.length > 1) throw error;
          const access = run.accessTo(type.key) ?? null;
          throw await this.duplicates.explain(error, type, only.next, access);
        }
      }
      await this.store.note(tx, lease.job.id, batch.done);
      await this.jobs.addFailures(tx, lease.job.id, batch.failures, progress.tally.failed);
      const next = {
        ...progress,
        ordinal: items.at(-1)?.ordinal ?? progress.ordinal,
        tally: added(progress.tally, batch.tally),
      };
      await this.advance(tx, lease, next);
      return next;
    });
  }

  private async skip(lease: Lease, item: BulkItem, { refusal }: RefusalError, progress: Progress): Promise<Progress> {
    const { tally } = progress;
    const next = { ...progress, ordinal: item.ordinal, tally: { ...tally, failed: tally.failed + 1 } };
    await this.database.transaction(async (tx) => {
      await this.jobs.addFailures(tx, lease.job.id, [failureOf({ item }, refusal)], tally.failed);
      await this.advance(tx, lease, next);
    });
    return next;
  }

  private async advance(
    tx: Parameters<BulkStore['note']>[0] & { afterCommit(hook: () => void): void },
    lease: Lease,
    next: Progress,
  ) {
    const noted = await lease.advance(tx, {
      done: next.ordinal,
      failed_count: next.tally.failed,
      progress: { ...next },
    });
    tx.afterCommit(noted);
  }

  private async open(lease: Lease, input: BulkInput): Promise<BulkRun> {
    const caller = await this.callers.byUser(input.userId);
    if (!caller) throw refused('forbidden', 'Who asked for this is no longer active.');
    const catalogue = await this.catalogue.refresh();
    const now = this.clock.now().toISOString();
    const accesses = new Map<string, TypeAccess>();
    return {
      jobId: lease.job.id,
      caller,
      doer: {
        caller,
        actor: { kind: 'user', id: caller.id },
        cause: {
          correlation: input.correlation,
          depth: 0,
          bulk: lease.job.id,
          ...(input.silent ? { silent: true } : {}),
        },
      },
      catalogue,
      accessTo: (entityType) => {
        const type = catalogue.get(entityType);
        if (!type) return undefined;
        const access = accesses.get(entityType) ?? new TypeAccess(caller, type, catalogue, now);
        accesses.set(entityType, access);
        return access;
      },
    };
  }

  private async fail(lease: Lease, error: unknown): Promise<void> {
    const attempts = progressOf(lease).attempts + 1;
    if (!(error instanceof RefusalError) && attempts < ATTEMPTS) {
      await lease.prolong(this.database, { progress: { ...lease.job.progress, attempts } });
      await this.leases.giveBack(lease);
      throw error;
    }
    const reason = error instanceof RefusalError ? error.message : 'The change ended in an error of the program.';
    const result = { ...progressOf(lease).tally };
    await this.database.transaction((tx) => this.leases.finish(tx, lease, { status: 'failed', error: reason, result }));
    if (!(error instanceof RefusalError)) throw error;
  }
}

function contextOf({ doer: { actor, cause } }: BulkRun, type: PublishedType) {
  const { definition, version: definitionVersion } = type;
  return { definition, definitionVersion, numbers: sequenceOf(type.id), actor, cause };
}

function progressOf(lease: Lease): Progress {
  const { ordinal = 0, tally = NOTHING_DONE, attempts = 0 } = lease.job.progress as Partial<Progress>;
  return { ordinal, tally, attempts };
}

const added = (a: BulkTally, b: BulkTally): BulkTally => ({
  changed: a.changed + b.changed,
  unchanged: a.unchanged + b.unchanged,
  made: a.made + b.made,
  failed: a.failed + b.failed,
});

const isOfOne = (error: unknown): boolean => error instanceof RefusalError || isTaken(error) || isTooLong(error);
