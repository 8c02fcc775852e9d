import { setTimeout } from 'node:timers/promises';
import { may } from '@etapa/shared/access/may';
import type { RecordView } from '@etapa/shared/api/records';
import { stageOf } from '@etapa/shared/definition/stage';
import type { Command, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { beforeCommit } from '../store/before-commit.ts';
import { Database, type Queryable } from '../store/database.ts';
import { type PublishedType, sequenceOf } from '../store/entity-types.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { RecordStore } from '../store/records.ts';
import { RecordPlaces } from '../store/records-place.ts';
import { topRank } from '../store/records-rank.ts';
import { isRace, writeRecords } from '../store/records-write.ts';
import { NOT_TAKEN_IN, TypeAccess } from './access.ts';
import type { Doer } from './doer.ts';
import { type Prepared, RecordContexts } from './records-context.ts';
import { RecordDuplicates } from './records-duplicates.ts';
import { needsNumber } from './records-number.ts';
import { refused, unwrap } from './refusal-error.ts';
import { Turns } from './turns.ts';

/** A change to make: of which record, or of none yet. */
export interface Change {
  entityType: string;
  /** Absent to create. */
  recordId?: string;
  command: Command;
  /** Refused with `version_conflict` when the record is another version by now. */
  version?: number;
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

const ACTIONS = {
  create: 'create',
  patch: 'update',
  assign: 'update',
  move: 'move',
  trash: 'delete',
  restore: 'delete',
} as const satisfies { [Kind in Command['kind']]: string };

/**
 * The one door for changes of a single record: loads, asks the core, keeps. Forms, drags, the API and rules come
 * through here; imports and bulk changes ask the same core and keep many at once.
 */
@Injectable()
export class RecordWriter {
  private readonly turns = new Turns();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly places: RecordPlaces,
    private readonly contexts: RecordContexts,
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
    const catalogue = await this.catalogue.now();
    const type = catalogue.get(change.entityType) ?? (await this.catalogue.find(change.entityType));
    const { caller } = doer;
    const access = caller && type ? new TypeAccess(caller, type, catalogue, this.clock.now().toISOString()) : null;
    if (!type || (access && !knows(access))) throw refused('not_found', 'There is no such entity type.');
    const { command } = change;
    access?.demand(ACTIONS[command.kind]);
    const before = change.recordId === undefined ? null : await this.load(db, type, change.recordId, access, command);
    if (before && change.version !== undefined && change.version !== before.version) throw new Outdated(before);
    if (before) await access?.learn(db, this.records, [before]);
    const fields = access && (before ? access.fields(before) : access.everywhere());
    const prepared = await this.contexts.prepare(
      db,
      doer,
      [{ type, record: before, command }],
      fields && fields.write !== 'all' ? fields : undefined,
    );
    await this.place(db, type, before, command, prepared);
    const outcome = unwrap(decide(type.definition, before, command, prepared.context));
    await access?.learn(db, this.records, [outcome.next]);
    if (!before && access && !access.mayCreate(outcome.next, prepared.context.linked)) {
      throw refused('forbidden', NOT_TAKEN_IN);
    }
    const record = await this.keep(db, doer, type, before, outcome, access);
    return { type, record, access, titles: prepared.titles, names: prepared.names, changed: outcome.next !== before };
  }

  private async load(
    db: Queryable,
    type: PublishedType,
    id: string,
    access: TypeAccess | null,
    command: Command,
  ): Promise<RecordState> {
    const record = await this.records.find(db, type.key, { id }, access?.where('read') ?? null);
    if (!record) throw refused('not_found', 'There is no such record.');
    const acting = access?.where(ACTIONS[command.kind]);
    if (acting && (await this.records.visible(db, type.key, [id], acting)).length === 0) {
      throw refused('forbidden', 'Your roles do not allow this for this record.');
    }
    return record;
  }

  /** Gives the context ids, numbers, the card's place and, where a stage has a limit, how full it is. */
  private async place(
    db: Queryable,
    type: PublishedType,
    before: RecordState | null,
    command: Command,
    { context }: Prepared,
  ): Promise<void> {
    if (command.kind === 'create') {
      context.id = newId();
      context.rank = topRank();
      if (needsNumber(type.definition)) {
        [context.number] = await this.records.takeNumbers(db, sequenceOf(type.id), 1);
      }
    }
    if (command.kind === 'move' && before) context.rank = await this.rankFor(db, type, before, command);
    const entered = enteredBy(type, before, command);
    if (entered?.stage.limit !== undefined) {
      const count = await this.records.countForEntry(db, type.key, entered.funnel.key, entered.stage.key);
      context.stageCount = () => count;
    }
  }

  private async rankFor(
    db: Queryable,
    type: PublishedType,
    record: RecordState,
    { stage, funnel = record.funnel ?? '', after }: Extract<Command, { kind: 'move' }>,
  ): Promise<string> {
    const column = { entityType: type.key, funnel, stage };
    if (after === record.id) return record.rank;
    if (after === undefined) return topRank();
    if (after === null) return this.places.top(db, column);
    const rank = await this.places.behind(db, column, after, record.id);
    if (rank !== null) return rank;
    const message = 'The card to stand behind is not in this stage.';
    throw refused('invalid_document', message, [{ path: '/after', code: 'not_in_stage', message }]);
  }

  private async keep(
    db: Queryable,
    doer: Doer,
    type: PublishedType,
    before: RecordState | null,
    { next, events, visit }: Outcome,
    access: TypeAccess | null,
  ): Promise<RecordState> {
    if (next === before) return next;
    const context = {
      definition: type.definition,
      definitionVersion: type.version,
      numbers: sequenceOf(type.id),
      actor: doer.actor,
      cause: doer.cause,
    };
    try {
      const [kept] = await writeRecords(db, context, [{ before, next, events, visit }]);
      return kept ?? next;
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

/** The record changed since the version the caller knows: answered with what it is now. */
export class Outdated extends Error {
  constructor(readonly current: RecordState) {
    super('The record changed since the version given.');
  }
}

/** The stage a command brings the card into; undefined when it stays where it is. */
function enteredBy(type: PublishedType, before: RecordState | null, command: Command) {
  if (command.kind === 'move' && before) {
    const place = stageOf(type.definition, command.funnel ?? before.funnel, command.stage);
    return place && (place.funnel.key !== before.funnel || place.stage.key !== before.stage) ? place : undefined;
  }
  if (command.kind !== 'create') return undefined;
  const funnels = type.definition.funnels ?? [];
  const funnel = funnels.find(({ key, stages }) =>
    command.funnel !== undefined
      ? key === command.funnel
      : command.stage === undefined || stages.some((stage) => stage.key === command.stage),
  );
  const stage = funnel?.stages.find(({ key, group }) =>
    command.stage === undefined ? group === 'open' : key === command.stage,
  );
  return funnel && stage ? { funnel, stage } : undefined;
}

function knows({ caller, type }: TypeAccess): boolean {
  return (['read', 'create', 'update', 'move', 'delete', 'design'] as const).some((action) =>
    may(caller, action, type.key, caller.allRoles),
  );
}
