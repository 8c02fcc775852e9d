import { setTimeout as sleep } from 'node:timers/promises';
import type { BroughtUp } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { takenField } from '../../store/clashes.ts';
import { Database } from '../../store/database.ts';
import { type PublishedType, sequenceOf } from '../../store/entity-types.ts';
import { EntityTypeCatalogue } from '../../store/entity-types-catalogue.ts';
import { TypeRecordStore } from '../../store/entity-types-records.ts';
import { JobStore, type NewFailure } from '../../store/jobs.ts';
import { isRace, writeRecords } from '../../store/records-write.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Doer } from '../doer.ts';
import type { Lease } from '../jobs-lease.ts';
import { RecordContexts } from '../records-context.ts';
import type { ConversionInput } from './conversion-jobs.ts';
import { RecordConverter } from './converter.ts';

/** What became of the records so far; `setAside` counts values, `moved` cards of stages that are gone. */
export interface ConversionTally {
  converted: number;
  unchanged: number;
  moved: number;
  setAside: number;
}

export const NOTHING_CONVERTED: ConversionTally = { converted: 0, unchanged: 0, moved: 0, setAside: 0 };

/** What a conversion remembers from batch to batch. */
export interface BatchProgress {
  /** Number of the last record worked on in this pass. */
  after: number;
  tally: ConversionTally;
  attempts: number;
}

interface Decided {
  record: RecordState;
  brought: BroughtUp | null;
}

const BATCH = 500;
/** How often a batch is decided anew because someone else wrote meanwhile. */
const RACES = 50;

/** Brings up one batch of records, each of them once, whoever writes at the same time. */
@Injectable()
export class ConversionBatches {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: TypeRecordStore,
    private readonly jobs: JobStore,
    private readonly contexts: RecordContexts,
    private readonly converter: RecordConverter,
  ) {}

  /**
   * @returns null when no record is left behind; `superseded` when the type has another version by now
   * @throws LeaseLost
   */
  async keep(
    lease: Lease,
    type: PublishedType,
    input: ConversionInput,
    progress: BatchProgress,
  ): Promise<BatchProgress | null | 'superseded'> {
    /** Values that proved to be another record's, by record. */
    const taken = new Map<string, Set<string>>();
    let size = BATCH;
    for (let attempt = 1; ; attempt++) {
      const batch = await this.records.outdated(this.database, input, progress.after, size);
      if (batch.length === 0) return null;
      const decided = await this.decide(type, input, batch, taken);
      try {
        return await this.write(lease, type, input, progress, decided);
      } catch (error) {
        const field = takenField(error, type)?.key;
        if (field !== undefined) {
          // One record alone shows which it is.
          const [only] = batch;
          if (only && batch.length === 1) taken.set(only.id, new Set([...(taken.get(only.id) ?? []), field]));
          size = Math.ceil(batch.length / 2);
          continue;
        }
        if (!isRace(error) || attempt === RACES) throw error;
        if ((await this.catalogue.refresh()).get(type.key)?.version !== type.version) return 'superseded';
        await sleep(Math.random() * 10);
      }
    }
  }

  private async decide(
    type: PublishedType,
    input: ConversionInput,
    batch: RecordState[],
    taken: ReadonlyMap<string, ReadonlySet<string>>,
  ): Promise<Decided[]> {
    const asked = batch.map((record) => ({ type, record, command: { kind: 'patch' } as const }));
    const { context } = await this.contexts.prepare(this.database, doerOf(input), asked);
    const convert = await this.converter.forRecords(this.database, type, batch, context.organization);
    return batch.map((record) => ({
      record,
      brought: convert?.(record, { command: context, taken: taken.get(record.id) }) ?? null,
    }));
  }

  private write(
    lease: Lease,
    type: PublishedType,
    input: ConversionInput,
    { tally, ...progress }: BatchProgress,
    decided: Decided[],
  ): Promise<BatchProgress> {
    const { actor, cause } = doerOf(input);
    const { definition, version: definitionVersion, id } = type;
    const context = { definition, definitionVersion, numbers: sequenceOf(id), actor, cause };
    const changes = decided.flatMap(({ record, brought }) =>
      brought && brought.record !== record ? { before: record, next: brought.record, ...whatOf(brought) } : [],
    );
    const unchanged = decided.filter(({ record, brought }) => !brought || brought.record === record);
    const failures = decided.flatMap(failuresOf);
    const moved = changes.filter(({ visit }) => visit !== undefined).length;
    const next: BatchProgress = {
      ...progress,
      after: decided.at(-1)?.record.number ?? progress.after,
      tally: {
        converted: tally.converted + changes.length,
        unchanged: tally.unchanged + unchanged.length,
        moved: tally.moved + moved,
        setAside: tally.setAside + decided.reduce((sum, { brought }) => sum + (brought?.aside.length ?? 0), 0),
      },
    };
    return this.database.transaction(async (tx: Transaction) => {
      if (changes.length > 0) await writeRecords(tx, context, changes);
      await this.records.stamp(
        tx,
        unchanged.map(({ record }) => record),
        definitionVersion,
      );
      await this.jobs.addFailures(tx, lease.job.id, failures, lease.job.failed_count);
      const done = lease.job.done + decided.length;
      const noted = await lease.advance(tx, {
        done,
        total: Math.max(lease.job.total ?? 0, done),
        failed_count: lease.job.failed_count + failures.length,
        progress: { ...next },
      });
      tx.afterCommit(noted);
      return next;
    });
  }
}

const whatOf = ({ events, visit }: BroughtUp) => ({ events, ...(visit ? { visit } : {}) });

/** Rules do not see it: nobody moved or changed anything. */
const doerOf = ({ correlation }: ConversionInput): Doer => ({
  caller: null,
  actor: { kind: 'system', id: 'conversion' },
  cause: { correlation, depth: 0, silent: true },
});

/** Values that did not convert. Those of a field that was taken away did not fail: they are set aside all the same. */
function failuresOf({ record, brought }: Decided): NewFailure[] {
  return (brought?.aside ?? [])
    .filter(({ code }) => code !== 'field_removed')
    .map(({ field, value, reason }) => ({
      id: record.id,
      column: field,
      value: typeof value === 'string' ? value : JSON.stringify(value),
      problem: reason,
    }));
}
