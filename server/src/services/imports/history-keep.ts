import { Injectable } from '@nestjs/common';
import { sequenceOf } from '../../store/entity-types.ts';
import { HistoryStore } from '../../store/imports-history.ts';
import { RecordStore } from '../../store/records.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { DecidedPasts } from './history-decide.ts';
import { forget, ImportKeeper } from './keep.ts';
import type { ImportRun } from './run.ts';

/** Keeps the pasts that were decided on. */
@Injectable()
export class HistoryKeeper {
  constructor(
    private readonly keeper: ImportKeeper,
    private readonly store: HistoryStore,
    private readonly records: RecordStore,
  ) {}

  /** @throws WriteConflict, or the database's error of a broken uniqueness, when someone else was faster */
  async keep(tx: Transaction, run: ImportRun, decided: DecidedPasts): Promise<void> {
    await this.keeper.keepNewcomers(tx, run, decided.newcomers);
    await this.keeper.write(tx, run, run.type, decided.changes);
    await this.store.write(tx, run.type.key, decided.pasts, run.doer.cause);
    if (decided.highestNumber > 0) {
      await this.records.passNumber(tx, sequenceOf(run.type.id), decided.highestNumber);
    }
  }

  /** Forgets what a batch that was not kept would have made. */
  forget(run: ImportRun, { newcomers }: DecidedPasts): void {
    forget(run, newcomers);
  }
}
