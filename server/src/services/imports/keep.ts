import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { BulkStore } from '../../store/bulk.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import { sequenceOf } from '../../store/entity-types.ts';
import { ImportStore } from '../../store/imports.ts';
import { RecordStore } from '../../store/records.ts';
import { type RecordChange, writeRecords } from '../../store/records-write.ts';
import type { Transaction } from '../../store/transaction.ts';
import { changedParts } from '../bulk/parts.ts';
import { notePreview } from './preview.ts';
import type { ImportRun, Newcomers, Prepared, Tally } from './run.ts';

/** Keeps what was decided about a batch. */
@Injectable()
export class ImportKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly store: ImportStore,
    private readonly bulk: BulkStore,
    private readonly records: RecordStore,
  ) {}

  /**
   * Writes a batch: people, records that rows name, the rows' own records.
   *
   * @throws WriteConflict, or the database's error of a broken uniqueness, when someone else was faster: nothing of
   *   the transaction may be kept, and the batch must be prepared again
   */
  async keep(tx: Transaction, run: ImportRun, prepared: Prepared): Promise<void> {
    await this.keepNewcomers(tx, run, prepared.newcomers);
    await this.write(tx, run, run.type, [...prepared.created, ...prepared.changed]);
    const parts = prepared.changed.flatMap(({ before, next }) => (before ? [changedParts(before, next)] : []));
    await this.bulk.noteChanged(tx, run.jobId, run.type.key, parts);
    if (prepared.highestNumber > 0) {
      await this.records.passNumber(tx, sequenceOf(run.type.id), prepared.highestNumber);
    }
    await this.store.postpone(
      tx,
      run.jobId,
      prepared.postponed.map(({ column, ...link }) => ({ ...link, column: column.header })),
    );
  }

  /** Writes people and records that rows name. */
  async keepNewcomers(tx: Transaction, run: ImportRun, newcomers: Newcomers): Promise<void> {
    const people = [...newcomers.people.values()];
    if (people.length > 0) await this.store.insertPeople(tx, people.map(personOf), this.clock.now());
    const byType = new Map<PublishedType, RecordChange[]>();
    for (const { type, change } of newcomers.records.values()) {
      byType.set(type, [...(byType.get(type) ?? []), change]);
    }
    for (const [type, changes] of byType) await this.write(tx, run, type, changes);
  }

  async write(tx: Transaction, run: ImportRun, type: PublishedType, changes: RecordChange[]): Promise<void> {
    if (changes.length === 0) return;
    const { actor, cause } = run.doer;
    const { definition, version: definitionVersion } = type;
    await writeRecords(tx, { definition, definitionVersion, numbers: sequenceOf(type.id), actor, cause }, changes);
  }
}

/** Rows told of by line that look like a record that is there. */
const MOST_TOLD = 100;

/** Remembers a batch that has been kept, or that a dry run would have kept. */
export function remember(run: ImportRun, prepared: Pick<Prepared, 'kept' | 'newcomers' | 'brought'>): void {
  for (const [key, line] of prepared.brought) if (run.dry) run.brought.set(key, line);
  if (!run.dry) return;
  notePreview(run, prepared);
  for (const [id, { change }] of prepared.newcomers.records) run.imagined.set(id, change.next);
  for (const id of prepared.newcomers.people.keys()) run.imaginedPeople.add(id);
}

/** Forgets what a batch that was not kept would have made. */
export function forget(run: ImportRun, newcomers: Newcomers): void {
  for (const { lookup, text } of newcomers.records.values()) lookup.names.forget(text);
  for (const { text } of newcomers.people.values()) run.people.forget(text);
}

export function tallied(tally: Tally, prepared: Prepared): Tally {
  return {
    created: tally.created + prepared.created.length,
    updated: tally.updated + prepared.changed.length,
    skipped: tally.skipped + prepared.skipped,
    unchanged: tally.unchanged + prepared.unchanged,
    failed: tally.failed + prepared.failures.length,
    linkedCreated: tally.linkedCreated + prepared.newcomers.records.size,
    peopleCreated: tally.peopleCreated + prepared.newcomers.people.size,
    duplicates: tally.duplicates + prepared.duplicates.length,
    duplicateRows: [...tally.duplicateRows, ...prepared.duplicates].slice(0, MOST_TOLD),
  };
}

/** A text with an @ is an address, and for want of better also the name. */
function personOf({ id, text }: { id: string; text: string }): { id: string; name: string; email: string | null } {
  return { id, name: text, email: /^[^\s@]+@[^\s@]+$/.test(text) ? text : null };
}
