import { may } from '@etapa/shared/access/may';
import type { Command, Outcome } from '@etapa/shared/process/command';
import { decide } from '@etapa/shared/process/decide';
import type { RecordState } from '@etapa/shared/process/record';
import type { Refusal } from '@etapa/shared/process/refusal';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import type { Queryable } from '../store/database.ts';
import type { PublishedType } from '../store/entity-types.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { RecordStore } from '../store/records.ts';
import { type StageHold, StageHolds } from '../store/records-holds.ts';
import { NOT_TAKEN_IN, TypeAccess } from './access.ts';
import type { Doer } from './doer.ts';
import { type Prepared, RecordContexts } from './records-context.ts';
import { RecordPlacement } from './records-placement.ts';
import { RefusalError, refused, unwrap } from './refusal-error.ts';

/** A change to decide about: of which record, or of none yet. */
export interface Decision {
  entityType: string;
  /** Absent to create. */
  recordId?: string;
  command: Command;
  /** Refused with `version_conflict` when the record is another version by now. */
  version?: number;
  /** The record, where the caller is the process and has read it in the same transaction. Not for a move. */
  known?: RecordState;
}

/** What the core decided about a record, ready to be kept. */
export interface Decided extends Pick<Prepared, 'titles' | 'names'> {
  type: PublishedType;
  before: RecordState | null;
  outcome: Outcome;
  access: TypeAccess | null;
  /** Of a move: see `StageHold`. */
  stamp?: string;
}

/** What a person must be allowed to do, for each command. */
export const ACTIONS = {
  create: 'create',
  patch: 'update',
  assign: 'update',
  move: 'move',
  trash: 'delete',
  restore: 'delete',
} as const satisfies { [Kind in Command['kind']]: string };

/** Loads a record with all that bears on a change of it, and asks the core. Writes nothing. */
@Injectable()
export class RecordDecisions {
  constructor(
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly holds: StageHolds,
    private readonly placement: RecordPlacement,
    private readonly contexts: RecordContexts,
  ) {}

  /**
   * @param entering how many cards changes decided before, and kept together with this one, bring into each stage;
   *   absent for a change by itself
   * @throws RefusalError with the codes of the core's `decide`, `not_found`, `forbidden`; among several changes it
   *   names the record
   * @throws Outdated
   */
  async decide(db: Queryable, doer: Doer, change: Decision, entering?: Map<string, number>): Promise<Decided> {
    const catalogue = await this.catalogue.now();
    const type = catalogue.get(change.entityType) ?? (await this.catalogue.find(change.entityType));
    const { caller } = doer;
    const access = caller && type ? new TypeAccess(caller, type, catalogue, this.clock.now().toISOString()) : null;
    if (!type || (access && !knows(access))) throw refused('not_found', 'There is no such entity type.');
    const { command } = change;
    access?.demand(ACTIONS[command.kind]);
    const loaded = await this.loaded(db, type, change, access);
    const before = loaded?.record ?? null;
    if (before && change.version !== undefined && change.version !== before.version) throw new Outdated(before);
    if (before) await access?.learn(db, this.records, [before]);
    const fields = access && (before ? access.fields(before) : access.everywhere());
    const prepared = await this.contexts.prepare(
      db,
      doer,
      [{ type, record: before, command }],
      fields && fields.write !== 'all' ? fields : undefined,
    );
    const { context, titles, names } = prepared;
    if (loaded?.hold) context.holds = loaded.hold.tasks;
    await this.placement.place(db, type, before, command, context, entering);
    const result = decide(type.definition, before, command, context);
    if (!result.ok && entering && before) throw new RefusalError(about(before, result.refusal));
    const outcome = unwrap(result);
    await access?.learn(db, this.records, [outcome.next]);
    if (!before && access && !access.mayCreate(outcome.next, context.linked)) {
      throw refused('forbidden', NOT_TAKEN_IN);
    }
    return { type, before, outcome, access, titles, names, stamp: loaded?.hold?.stamp };
  }

  private async loaded(
    db: Queryable,
    type: PublishedType,
    { recordId, command, known }: Decision,
    access: TypeAccess | null,
  ): Promise<{ record: RecordState; hold?: StageHold } | null> {
    if (known && !access && command.kind !== 'move') return { record: known };
    return recordId === undefined ? null : this.load(db, type, recordId, access, command);
  }

  private async load(
    db: Queryable,
    type: PublishedType,
    id: string,
    access: TypeAccess | null,
    command: Command,
  ): Promise<{ record: RecordState; hold?: StageHold }> {
    const where = access?.where('read') ?? null;
    const found =
      command.kind === 'move'
        ? await this.holds.find(db, type.key, id, where)
        : await this.records.find(db, type.key, { id }, where).then((record) => record && { record });
    if (!found) throw refused('not_found', 'There is no such record.');
    const acting = access?.where(ACTIONS[command.kind]);
    if (acting && (await this.records.visible(db, type.key, [id], acting)).length === 0) {
      throw refused('forbidden', 'Your roles do not allow this for this record.');
    }
    return found;
  }
}

/** The record changed since the version the caller knows: answered with what it is now. */
export class Outdated extends Error {
  constructor(readonly current: RecordState) {
    super('The record changed since the version given.');
  }
}

/** A refusal that says which of several records it is about. */
const about = ({ number }: RecordState, refusal: Refusal): Refusal => ({
  ...refusal,
  detail: `#${number}: ${refusal.detail}`,
});

function knows({ caller, type }: TypeAccess): boolean {
  return (['read', 'create', 'update', 'move', 'delete', 'design'] as const).some((action) =>
    may(caller, action, type.key, caller.allRoles),
  );
}
