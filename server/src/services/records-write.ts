import { setTimeout } from 'node:timers/promises';
import type { RecordView } from '@etapa/shared/api/records';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { beforeCommit } from '../store/before-commit.ts';
import { Database, type Queryable } from '../store/database.ts';
import { type PublishedType, sequenceOf } from '../store/entity-types.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { isRace, type RecordChange, type WriteContext, writeRecords } from '../store/records-write.ts';
import type { Transaction } from '../store/transaction.ts';
import type { TypeAccess } from './access.ts';
import type { Doer } from './doer.ts';
import type { Prepared } from './records-context.ts';
import { type Decided, type Decision, RecordDecisions } from './records-decide.ts';
import { RecordDuplicates } from './records-duplicates.ts';
import { refused } from './refusal-error.ts';
import { Turns } from './turns.ts';

/** A change to make: of which record, or of none yet. */
export interface Change extends Decision {
  /** What the caller is answered: kept with the effect where the request came with an idempotency key. */
  answer?: (written: Written) => Promise<RecordView>;
}

/** What a change made of a record, with what its answer shows of other records and people. */
export interface Written extends Pick<Prepared, 'titles' | 'names'> {
  type: PublishedType;
  record: RecordState;
  access: TypeAccess | null;
  /** Whether anything changed at all. */
  changed: boolean;
  /** Where it had to be known before the commit. */
  answer?: RecordView;
}

/** How often a change is decided anew when someone else was faster. */
const ATTEMPTS = 20;

/**
 * The one door for changes of a single record: loads, asks the core, keeps. Forms, drags, the API and rules come
 * through here; imports and bulk changes ask the same core and keep many at once.
 */
@Injectable()
export class RecordWriter {
  private readonly turns = new Turns();

  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly decisions: RecordDecisions,
    private readonly duplicates: RecordDuplicates,
  ) {}

  /**
   * Makes a change. By itself it is decided again when someone else wrote meanwhile; inside a transaction, where
   * that is not possible, the conflict is thrown and the whole transaction is to be tried again.
   *
   * @param tx the transaction the change is part of: nothing may have been written in it yet, so that a record's
   *   events keep their order
   * @throws RefusalError with the codes of `decide`, `not_found`, `forbidden`, `version_conflict`, `duplicate`
   * @throws WriteConflict inside a transaction
   */
  async apply(doer: Doer, change: Change, tx?: Queryable): Promise<Written> {
    if (tx) return this.attempt(tx, doer, change);
    try {
      return await this.alone(doer, change);
    } catch (error) {
      if (!isRace(error)) throw error;
      return this.turns.take(change.recordId ?? change.entityType, () => this.again(doer, change));
    }
  }

  /**
   * Makes several changes in one transaction, all or none. Every record is read and decided about before the first is
   * written, and one that someone else wrote in between is a conflict: so the events of each keep their order.
   *
   * @throws RefusalError as `apply` does, naming the record by its number
   * @throws WriteConflict
   */
  async applyAll(doer: Doer, changes: Change[], tx: Queryable): Promise<Written[]> {
    const entering = new Map<string, number>();
    const decided: Decided[] = [];
    for (const change of changes) decided.push(await this.decisions.decide(tx, doer, change, entering));
    const written: Written[] = [];
    for (const each of decided) written.push(await this.keep(tx, doer, each));
    return written;
  }

  /**
   * Keeps what was decided about several records, each for a doer of its own, in one statement for each type.
   * @throws WriteConflict
   * @throws Error as the database gives it where a value was to be unique: what it means is for `apply` to tell
   */
  async keepAll(tx: Transaction, decided: { doer: Doer; decided: Decided }[]): Promise<void> {
    const byType = new Map<PublishedType, { doer: Doer; changes: RecordChange[] }>();
    for (const { doer, decided: each } of decided) {
      const { type, before, outcome, stamp } = each;
      const { next, events, visit } = outcome;
      if (next === before) continue;
      const own = byType.get(type) ?? { doer, changes: [] };
      byType.set(type, own);
      own.changes.push({ before, next, events, visit, stamp, by: { actor: doer.actor, cause: doer.cause } });
    }
    for (const [type, { doer, changes }] of byType) await writeRecords(tx, contextOf(type, doer), changes);
  }

  /** After a lost race: by turns within this process, with pauses for the others. */
  private async again(doer: Doer, change: Change): Promise<Written> {
    for (let attempt = 2; ; attempt++) {
      // The definition may be what changed.
      await this.catalogue.refresh();
      try {
        return await this.alone(doer, change);
      } catch (error) {
        if (!isRace(error)) throw error;
        if (attempt === ATTEMPTS) throw refused('conflict', 'Others keep changing the same record. Try again.');
        await setTimeout(Math.random() * 5 * attempt);
      }
    }
  }

  private async alone(doer: Doer, change: Change): Promise<Written> {
    return (await this.needsTransaction(change))
      ? this.database.transaction(async (own) => {
          const written = await this.attempt(own, doer, change);
          return change.answer ? { ...written, answer: await change.answer(written) } : written;
        })
      : this.attempt(this.database, doer, change);
  }

  private async attempt(db: Queryable, doer: Doer, change: Change): Promise<Written> {
    return this.keep(db, doer, await this.decisions.decide(db, doer, change));
  }

  private async keep(db: Queryable, doer: Doer, decided: Decided): Promise<Written> {
    const { type, before, outcome, access, titles, names, stamp } = decided;
    const { next, events, visit } = outcome;
    if (next === before) return { type, record: next, access, titles, names, changed: false };
    try {
      const [kept] = await writeRecords(db, contextOf(type, doer), [{ before, next, events, visit, stamp }]);
      return { type, record: kept ?? next, access, titles, names, changed: true };
    } catch (error) {
      throw await this.duplicates.explain(error, type, next, access);
    }
  }

  /** A stage's limit is counted and kept under a lock that lasts to the end of the transaction. */
  private async needsTransaction({ entityType, command }: Change): Promise<boolean> {
    // An idempotency key is kept together with the effect.
    if (beforeCommit.getStore()) return true;
    if (command.kind !== 'create' && command.kind !== 'move') return false;
    const definition = (await this.catalogue.now()).definition(entityType);
    return definition?.funnels?.some(({ stages }) => stages.some(({ limit }) => limit !== undefined)) ?? false;
  }
}

const contextOf = (type: PublishedType, { actor, cause }: Doer): WriteContext => ({
  definition: type.definition,
  definitionVersion: type.version,
  numbers: sequenceOf(type.id),
  actor,
  cause,
});
