import { setTimeout as sleep } from 'node:timers/promises';
import type { ConversionPlan } from '@etapa/shared/definition/conversion';
import { Injectable } from '@nestjs/common';
import { isDeadlock, isOutrun, isTaken } from '../../store/clashes.ts';
import { Database } from '../../store/database.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { ensureIndexes } from '../../store/entity-types-indexes.ts';
import { TypeRecordStore } from '../../store/entity-types-records.ts';
import { JobLeases, type Lease } from '../jobs-lease.ts';
import { type BatchProgress, ConversionBatches, NOTHING_CONVERTED } from './conversion-batches.ts';
import type { ConversionInput } from './conversion-jobs.ts';
import { DefinitionPlans } from './plans.ts';

/** How often a job that ends in an error of ours is begun again. */
const ATTEMPTS = 5;
/** Pause while transactions that began before the publishing are still open, in milliseconds. */
const PAUSE = 200;

/** Brings the records of a type up to its published definition, batch by batch, each with the note of how far it is. */
@Injectable()
export class DefinitionConversion {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: TypeRecordStore,
    private readonly plans: DefinitionPlans,
    private readonly leases: JobLeases,
    private readonly batches: ConversionBatches,
  ) {}

  /** Works on a conversion until it ends, is cancelled, or the process is to stop. */
  async perform(jobId: string, signal: AbortSignal): Promise<void> {
    await this.leases.work(
      jobId,
      (lease) => this.work(lease, signal),
      (lease, error) => this.fail(lease, error),
    );
  }

  /** @returns false when it was stopped before the end */
  private async work(lease: Lease, signal: AbortSignal): Promise<boolean> {
    const input = lease.job.input as unknown as ConversionInput;
    const plans = await this.planOf(input);
    for (let settled = plans === null; !settled; ) {
      if (lease.job.total === null) {
        const total = await this.records.countOutdated(this.database, input.entityType, input.version);
        await lease.prolong(this.database, { total });
      }
      // Asked first: a pass that begins when all earlier writers have ended misses nothing.
      settled = await this.records.allEndedBefore(this.database, input.xid);
      const outcome = await this.pass(lease, input, signal);
      if (outcome === 'stopped') return false;
      if (outcome === 'superseded') break;
      while (!settled && !(await this.records.allEndedBefore(this.database, input.xid))) {
        if (signal.aborted) return false;
        await sleep(PAUSE);
        await lease.prolong(this.database);
      }
    }
    const type = await this.current(input);
    if (type) await this.settle(type, plans);
    await this.finish(lease, input, type !== undefined);
    return true;
  }

  private async pass(
    lease: Lease,
    input: ConversionInput,
    signal: AbortSignal,
  ): Promise<'done' | 'stopped' | 'superseded'> {
    for (;;) {
      if (signal.aborted) return 'stopped';
      const type = await this.current(input);
      if (!type) return 'superseded';
      const progress = progressOf(lease);
      const next = await this.batches.keep(lease, type, input, progress);
      if (next === 'superseded') return next;
      if (next === null) {
        await lease.prolong(this.database, { progress: { ...progress, after: 0 } });
        return 'done';
      }
    }
  }

  /** The type, unless it went to the trash or a newer version is brought up to by a job of its own. */
  private async current({ entityType, version }: ConversionInput): Promise<PublishedType | undefined> {
    const type = (await this.catalogue.refresh()).get(entityType);
    return type?.version === version ? type : undefined;
  }

  /** What must be done with the records, if any version that some may have calls for anything. */
  private async planOf(input: ConversionInput): Promise<ConversionPlan[] | null> {
    const type = await this.current(input);
    if (!type) return null;
    const history = await this.plans.history(type);
    const versions = Array.from({ length: type.version - 1 }, (_, index) => index + 1);
    const plans = versions.flatMap((version) => history.from(version)?.plan ?? []);
    return plans.length > 0 ? plans : null;
  }

  /** What holds for all records together: links, totals, indexes. */
  private async settle(type: PublishedType, plans: ConversionPlan[] | null): Promise<void> {
    if (plans?.some(({ fields }) => fields.length > 0)) await this.records.dropLinks(this.database, type.definition);
    if (plans?.some(({ totals }) => totals)) await this.recount(type);
    await ensureIndexes(this.database, type);
  }

  private async recount({ definition }: PublishedType): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction((tx) => this.records.recount(tx, definition), 'REPEATABLE READ');
      } catch (error) {
        if (!(isOutrun(error) || isDeadlock(error)) || attempt === ATTEMPTS) throw error;
        await sleep(PAUSE * attempt);
      }
    }
  }

  private async finish(lease: Lease, { version }: ConversionInput, current: boolean): Promise<void> {
    const { tally } = progressOf(lease);
    // Those that people changed meanwhile were brought up by that.
    await lease.prolong(this.database, { done: lease.job.total ?? 0, total: lease.job.total ?? 0 });
    const result = { version, ...tally, ...(current ? {} : { superseded: true }) };
    await this.database.transaction((tx) => this.leases.finish(tx, lease, { status: 'done', result }));
  }

  private async fail(lease: Lease, error: unknown): Promise<void> {
    const progress = progressOf(lease);
    const attempts = progress.attempts + 1;
    if (attempts < ATTEMPTS) {
      await lease.prolong(this.database, { progress: { ...progress, attempts } });
      await this.leases.giveBack(lease);
    } else {
      const reason = isTaken(error)
        ? 'Two records share a value that is to be unique.'
        : 'The conversion ended in an error of the program.';
      await this.database.transaction((tx) => this.leases.finish(tx, lease, { status: 'failed', error: reason }));
    }
    throw error;
  }
}

function progressOf(lease: Lease): BatchProgress {
  const { after = 0, tally = NOTHING_CONVERTED, attempts = 0 } = lease.job.progress as Partial<BatchProgress>;
  return { after, tally, attempts };
}
