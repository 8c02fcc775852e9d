import type { Caller } from '@etapa/shared/access/caller';
import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import type { BulkDone, BulkItem, HeldRecord } from '../../store/bulk.ts';
import type { PublishedType } from '../../store/entity-types.ts';
import type { Catalogue } from '../../store/entity-types-catalogue.ts';
import type { NewFailure } from '../../store/jobs.ts';
import type { RecordChange } from '../../store/records-write.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { TypeAccess } from '../access.ts';
import type { Doer } from '../doer.ts';

/** What a bulk change has done so far. */
export interface BulkTally {
  changed: number;
  unchanged: number;
  made: number;
  failed: number;
}

export const NOTHING_DONE: BulkTally = { changed: 0, unchanged: 0, made: 0, failed: 0 };

/** A job on many records while it is worked on. */
export interface BulkRun {
  jobId: string;
  caller: Caller;
  doer: Doer;
  catalogue: Catalogue;
  accessTo: (entityType: string) => TypeAccess | undefined;
}

/** Something to do to one record, or a record to make for it. */
export interface Wish {
  item: BulkItem;
  type: PublishedType;
  access: TypeAccess;
  /** Null for a record to be made. */
  held: HeldRecord | null;
  /** One after the other, all or none. */
  commands: Command[];
  /** The person's rights are not asked: the record is one that their own job made. */
  own?: boolean;
}

/** What becomes of an item: something to do, nothing, or why not. */
export type Intention = Wish | { item: BulkItem; unchanged: true } | { item: BulkItem; problem: string };

/** Says what is to be done to a batch of records: the difference between a bulk change and its undoing. */
export interface BulkKind {
  intend(tx: Transaction, run: BulkRun, items: BulkItem[]): Promise<Intention[]>;
}

/** What was decided about a batch, ready to be kept. */
export interface DecidedBatch {
  changes: { type: PublishedType; change: RecordChange; next: RecordState }[];
  done: BulkDone[];
  failures: NewFailure[];
  tally: BulkTally;
}
