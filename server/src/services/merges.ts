import { setTimeout } from 'node:timers/promises';
import type { Caller } from '@etapa/shared/access/caller';
import type { Merge, MergeRequest } from '@etapa/shared/api/duplicates';
import { mergedValues, relinked } from '@etapa/shared/duplicates/merge';
import type { Doc } from '@etapa/shared/fields/field';
import { sameJson } from '@etapa/shared/process/changes';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { type MergeDone, type MergedRecord, type MergeRow, MergeStore } from '../store/merges.ts';
import { RecordStore } from '../store/records.ts';
import { isRace, WriteConflict } from '../store/records-write.ts';
import type { Transaction } from '../store/transaction.ts';
import type { TypeAccess } from './access.ts';
import { AuditService } from './audit.ts';
import { type Doer, doerOf } from './doer.ts';
import { RecordService } from './records.ts';
import { Outdated } from './records-decide.ts';
import { RecordPresenter } from './records-present.ts';
import { type Change, RecordWriter, type Written } from './records-write.ts';
import { RefusalError, refused } from './refusal-error.ts';

/** How often a merge is decided anew when others change the same records. */
const ATTEMPTS = 10;

/** A record that links to one of the two, as it was read, and what is to be changed of it. */
type Relink = MergedRecord & { version: number };

/** Makes two records one, and takes that back. */
@Injectable()
export class MergeService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly recordStore: RecordStore,
    private readonly store: MergeStore,
    private readonly writer: RecordWriter,
    private readonly presenter: RecordPresenter,
    private readonly audit: AuditService,
  ) {}

  /**
   * In one transaction: the record takes the values chosen, and all that hangs on the other one: links of others,
   * tasks, comments, contacts, approvals, files, e-mails, followers. The other goes to the trash and points here.
   *
   * @throws RefusalError `not_found`; `forbidden` without the rights to change this one and delete the other;
   *   `version_conflict`; `invalid_document` for values that do not fit, and for a record with itself
   */
  async merge(caller: Caller, entityType: string, name: string, request: MergeRequest) {
    const { record, access } = await this.records.find(caller, entityType, name);
    const other = await this.records.find(caller, entityType, request.with);
    if (record.id === other.record.id) {
      const message = 'A record cannot be merged with itself.';
      throw refused('invalid_document', message, [{ path: '/with', code: 'same_record', message }]);
    }
    if (record.deletedAt !== null || other.record.deletedAt !== null) throw refused('not_found', 'It is in the trash.');
    access.demand('update');
    access.demand('delete');
    const mergeId = newId();
    const survivor = await this.persistently(access, (tx, dropped) =>
      this.mergeNow(tx, doerOf(caller), { mergeId, access, survivorId: record.id, request, dropped }),
    );
    return { mergeId, record: await this.presenter.one(this.database, survivor, access) };
  }

  /** What went into a record. @throws RefusalError `not_found` */
  async list(caller: Caller, entityType: string, name: string): Promise<{ items: Merge[] }> {
    const { record, access } = await this.records.find(caller, entityType, name);
    const rows = await this.store.into(this.database, record.id);
    const people = rows.flatMap(({ mergedBy }) => (mergedBy.kind === 'user' ? [mergedBy.id] : []));
    const names = new Map((await this.recordStore.users(this.database, people)).map((each) => [each.id, each.name]));
    return {
      items: rows.map(({ id, survivorId, lostId, lostNumber, lostTitle, mergedAt, mergedBy }) => ({
        id,
        survivorId,
        lostId,
        lostNumber,
        lostTitle: access.readsTitles() ? lostTitle : `#${lostNumber}`,
        mergedAt: mergedAt.toISOString(),
        mergedByName: mergedBy.kind === 'user' ? (names.get(mergedBy.id) ?? null) : null,
      })),
    };
  }

  /**
   * Both are again what they were, but for what was changed since the merge, which stays.
   *
   * @throws RefusalError `not_found`, `forbidden`, `conflict` when it was taken back before
   */
  async undo(caller: Caller, mergeId: string) {
    const merge = await this.store.find(this.database, mergeId);
    if (!merge) throw refused('not_found', 'There is no such merge.');
    const { access } = await this.records.find(caller, merge.entityType, merge.survivorId);
    access.demand('update');
    access.demand('delete');
    if (merge.undoneAt !== null) throw refused('conflict', 'This has been taken back already.');
    const { survivor, lost } = await this.persistently(access, (tx) => this.undoNow(tx, doerOf(caller), merge));
    return {
      record: await this.presenter.one(this.database, survivor, access),
      restored: await this.presenter.one(this.database, lost, access),
    };
  }

  private async mergeNow(
    tx: Transaction,
    doer: Doer,
    asked: {
      mergeId: string;
      access: TypeAccess;
      survivorId: string;
      request: MergeRequest;
      dropped: ReadonlySet<string>;
    },
  ): Promise<RecordState> {
    const { access, survivorId, request } = asked;
    const { type } = access;
    await this.store.lock(tx, type.key);
    const found = await this.recordStore.findAll(tx, type.key, [survivorId, request.with]);
    const survivor = found.find(({ id }) => id === survivorId);
    const lost = found.find(({ id }) => id === request.with);
    if (!survivor || !lost) throw refused('not_found', 'There is no such record any more.');
    const values = mergedValues(type.definition, survivor, lost, request.doc ?? {});
    for (const key of asked.dropped) if (!(key in (request.doc ?? {}))) delete values[key];
    const tags = [...new Set([...(survivor.tags ?? []), ...(lost.tags ?? [])])];
    const ownerId = request.ownerId === undefined ? (survivor.ownerId ?? lost.ownerId) : request.ownerId;
    const relinks = await this.relinks(tx, lost.id, survivor.id);
    const changes: Change[] = [
      // First into the trash: what may be there once is free for the other.
      { entityType: type.key, recordId: lost.id, command: { kind: 'trash' }, version: request.withVersion },
      {
        entityType: type.key,
        recordId: survivor.id,
        version: request.version,
        command: {
          kind: 'patch',
          ...(Object.keys(values).length > 0 ? { doc: values } : {}),
          ...(ownerId === survivor.ownerId ? {} : { ownerId }),
          ...(tags.length === (survivor.tags ?? []).length ? {} : { tags }),
        },
      },
    ];
    const [, kept] = await this.writer.applyAll(doer, changes, tx);
    if (!kept) throw new Error('A merge did not write its survivor.');
    await this.relink(tx, doer, relinks);
    const moved = await this.store.move(tx, lost.id, survivor.id);
    const done: MergeDone = {
      survivor: {
        entityType: type.key,
        id: survivor.id,
        ...differing(survivor.doc, kept.record.doc),
        ownerBefore: survivor.ownerId,
        ownerAfter: kept.record.ownerId,
        tagsBefore: [...(survivor.tags ?? [])],
        tagsAfter: [...(kept.record.tags ?? [])],
      },
      relinked: relinks.map(({ version: _, ...each }) => each),
      moved,
    };
    const now = this.clock.now();
    const { mergeId: id } = asked;
    const ids = { id, entityType: type.key, survivorId: survivor.id, lostId: lost.id };
    await this.store.insert(tx, { ...ids, done, mergedAt: now, mergedBy: doer.actor });
    await this.tell(tx, doer, kept, 'record.merged', { mergeId: id, lostId: lost.id, lostNumber: lost.number });
    await this.audit.note(tx, doer.actor, 'records.merged', ids, {});
    return kept.record;
  }

  private async undoNow(
    tx: Transaction,
    doer: Doer,
    merge: MergeRow,
  ): Promise<{ survivor: RecordState; lost: RecordState }> {
    const { done, entityType, survivorId, lostId } = merge;
    await this.store.lock(tx, entityType);
    const survivor = await this.recordStore.find(tx, entityType, { id: survivorId }, null);
    if (!survivor) throw refused('not_found', 'There is no such record any more.');
    const back = await this.relinksBack(tx, merge);
    const doc = unchangedSince(done.survivor, survivor.doc);
    const ownerBack = survivor.ownerId === done.survivor.ownerAfter && survivor.ownerId !== done.survivor.ownerBefore;
    const tagsBack =
      sameJson([...(survivor.tags ?? [])], done.survivor.tagsAfter) &&
      !sameJson(done.survivor.tagsAfter, done.survivor.tagsBefore);
    const changes: Change[] = [
      {
        entityType,
        recordId: survivorId,
        command: {
          kind: 'patch',
          doc,
          ...(ownerBack ? { ownerId: done.survivor.ownerBefore } : {}),
          ...(tagsBack ? { tags: done.survivor.tagsBefore } : {}),
        },
      },
      { entityType, recordId: lostId, command: { kind: 'restore' } },
    ];
    const [first, second] = await this.writer.applyAll(doer, changes, tx);
    if (!first || !second) throw new Error('An undone merge did not write its records.');
    await this.relink(tx, doer, back);
    if (!(await this.store.markUndone(tx, merge.id, this.clock.now()))) {
      throw refused('conflict', 'This has been taken back already.');
    }
    await this.store.moveBack(tx, done.moved, survivorId, lostId);
    await this.tell(tx, doer, first, 'record.unmerged', {
      mergeId: merge.id,
      lostId,
      lostNumber: merge.lostNumber,
    });
    await this.audit.note(tx, doer.actor, 'records.unmerged', { id: merge.id, entityType, survivorId, lostId }, {});
    return { survivor: first.record, lost: second.record };
  }

  /** Records that link to one, with what makes them link to the other. */
  private async relinks(tx: Transaction, from: string, to: string): Promise<Relink[]> {
    const catalogue = await this.catalogue.now();
    return (await this.store.linking(tx, from)).flatMap(({ id, entityType, version, doc }) => {
      const definition = catalogue.definition(entityType);
      // The two themselves are seen to where their values are.
      if (!definition || id === to || id === from) return [];
      const after = relinked(definition, doc, from, to);
      const keys = Object.keys(after);
      const before = Object.fromEntries(keys.map((key) => [key, doc[key] ?? null]));
      return keys.length === 0 ? [] : [{ entityType, id, version, before, after }];
    });
  }

  private async relinksBack(tx: Transaction, { done }: MergeRow): Promise<Relink[]> {
    const back: Relink[] = [];
    for (const each of done.relinked) {
      const record = await this.recordStore.find(tx, each.entityType, { id: each.id }, null);
      const after = record && unchangedSince(each, record.doc);
      if (after && Object.keys(after).length > 0) back.push({ ...each, version: record.version, after });
    }
    return back;
  }

  /**
   * Once the two are what they are to be. Only records that are still as they were read before the first write: so the
   * events of each keep their order. Whoever may merge two records need not be able to change all that link to them.
   */
  private async relink(tx: Transaction, doer: Doer, relinks: Relink[]): Promise<void> {
    const changes = relinks.map(
      ({ entityType, id, version, after }): Change => ({
        entityType,
        recordId: id,
        version,
        command: { kind: 'patch', doc: after },
      }),
    );
    try {
      await this.writer.applyAll({ ...doer, caller: null }, changes, tx);
    } catch (error) {
      throw error instanceof Outdated ? new WriteConflict() : error;
    }
  }

  private async tell(tx: Transaction, { actor, cause }: Doer, { record }: Written, kind: string, data: object) {
    await append(tx, [
      {
        kind,
        at: this.clock.now(),
        data,
        actor,
        cause,
        entityType: record.entityType,
        recordId: record.id,
        recordVersion: record.version,
      },
    ]);
  }

  /**
   * Tries again when others were faster, and without values that nobody chose where they prove not to fit: a link of
   * the lost record to what is in the trash is no reason to refuse.
   */
  private async persistently<T>(
    access: TypeAccess,
    work: (tx: Transaction, dropped: ReadonlySet<string>) => Promise<T>,
  ): Promise<T> {
    const dropped = new Set<string>();
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.database.transaction((tx) => work(tx, dropped));
      } catch (error) {
        if (error instanceof Outdated) {
          const current = await this.presenter.one(this.database, error.current, access);
          throw refused('version_conflict', 'A record changed meanwhile.', undefined, { current });
        }
        const misfits = error instanceof RefusalError ? fieldsOf(error).filter((key) => !dropped.has(key)) : [];
        if (attempt === ATTEMPTS || (misfits.length === 0 && !isRace(error))) throw error;
        for (const key of misfits) dropped.add(key);
        if (misfits.length === 0) {
          await this.catalogue.refresh();
          await setTimeout(Math.random() * 10 * attempt);
        }
      }
    }
  }
}

/** Fields that a refusal is about, by their keys. */
function fieldsOf({ refusal }: RefusalError): string[] {
  if (refusal.code !== 'invalid_document' && refusal.code !== 'forbidden') return [];
  return (refusal.errors ?? []).flatMap(({ path }) => (path.startsWith('/doc/') ? [path.split('/')[2] ?? ''] : []));
}

/** What of a document became another value, before and after; null for empty. */
function differing(before: Doc, after: Doc): { before: Doc; after: Doc } {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (key) => !sameJson(before[key] ?? null, after[key] ?? null),
  );
  const of = (doc: Doc) => Object.fromEntries(keys.map((key) => [key, doc[key] ?? null]));
  return { before: of(before), after: of(after) };
}

/** The values before, of fields that are still as the merge left them. */
function unchangedSince({ before, after }: { before: Doc; after: Doc }, doc: Doc): Doc {
  return Object.fromEntries(Object.entries(before).filter(([key]) => sameJson(doc[key] ?? null, after[key] ?? null)));
}
