import type { Caller } from '@etapa/shared/access/caller';
import { type FieldAccess, namesField } from '@etapa/shared/access/fields';
import type { Duplicate, DuplicateGroup, DuplicateReason } from '@etapa/shared/api/duplicates';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { duplicateKeys } from '@etapa/shared/duplicates/keys';
import { isLikely, type KeyedValue, likenesses } from '@etapa/shared/duplicates/likeness';
import type { Doc } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { DuplicateStore, type KeyGroup } from '../store/duplicates.ts';
import { RecordStore } from '../store/records.ts';
import type { TypeAccess } from './access.ts';
import { AuditService, actorOf } from './audit.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import { alikeIn } from './duplicates/groups.ts';
import { RecordService } from './records.ts';
import { RecordContexts } from './records-context.ts';
import { RecordPresenter } from './records-present.ts';
import { refused } from './refusal-error.ts';

/** Proposed at most, of one record. */
const MOST = 10;
/** Looked at to find them. */
const CANDIDATES = 100;

/** Proposes records that may be the same thing, with the reasons; nothing is ever merged by itself. */
@Injectable()
export class DuplicateService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly records: RecordService,
    private readonly recordStore: RecordStore,
    private readonly store: DuplicateStore,
    private readonly contexts: RecordContexts,
    private readonly presenter: RecordPresenter,
    private readonly audit: AuditService,
  ) {}

  /** Of a document that is being typed. @throws RefusalError `not_found`, `forbidden` */
  async check(caller: Caller, entityType: string, { doc, except }: { doc: Doc; except?: string }) {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    return { items: await this.proposed(access, doc, except ?? null) };
  }

  /** Of a record. @throws RefusalError `not_found` */
  async of(caller: Caller, entityType: string, name: string): Promise<{ items: Duplicate[] }> {
    const { record, access } = await this.records.find(caller, entityType, name);
    if (record.deletedAt !== null) return { items: [] };
    await access.learn(this.database, this.recordStore, [record]);
    const { read } = access.fields(record);
    const doc = Object.fromEntries(Object.entries(record.doc).filter(([key]) => namesField(read, key)));
    return { items: await this.proposed(access, doc, record.id) };
  }

  /** Groups of records that share a value, those that may differ but for it left out. @throws RefusalError `not_found` */
  async list(caller: Caller, entityType: string, query: { limit?: number; cursor?: string }) {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const request = pageRequest(query, ['text', 'text']);
    const page = await this.store.groups(this.database, entityType, access.where('read'), request);
    const groups: DuplicateGroup[] = [];
    for (const group of page.items) groups.push(...(await this.presented(access, group)));
    return listAnswer({ ...page, items: groups });
  }

  /**
   * Remembers that records are different things, or that they may be one after all.
   * @throws RefusalError `not_found` for a record the caller may not see, `forbidden`
   */
  async decide(caller: Caller, entityType: string, { ids, different }: { ids: string[]; different: boolean }) {
    const access = await this.records.access(caller, entityType);
    access.demand('update');
    const found = await this.recordStore.findAll(this.database, entityType, ids, access.where('read'));
    if (found.length < ids.length) throw refused('not_found', 'There is no such record.');
    const actor = actorOf(caller);
    await this.database.transaction(async (tx) => {
      await this.store.decide(tx, ids, { different, actor, now: this.clock.now() });
      await this.audit.note(tx, actor, 'duplicates.decided', { entityType }, { ids, different });
    });
  }

  private async proposed(access: TypeAccess, doc: Doc, except: string | null): Promise<Duplicate[]> {
    const { definition, key } = access.type;
    const own = keyed(definition, doc, (await this.contexts.settings()).defaultCountry);
    if (own.length === 0) return [];
    const found = await this.store.sharing(this.database, key, own, {
      where: access.where('read'),
      except,
      limit: CANDIDATES,
    });
    await access.learn(this.database, this.recordStore, found);
    const alike = found
      .map((record) => ({ record, reasons: reasonsOf(definition, own, record, access.fields(record)) }))
      .filter(({ reasons }) => reasons.length > 0)
      .sort((a, b) => weight(b.reasons) - weight(a.reasons))
      .slice(0, MOST);
    const views = await this.presenter.many(
      this.database,
      alike.map(({ record }) => record),
      access,
    );
    return alike.flatMap(({ reasons }, index) => {
      const record = views[index];
      return record ? [{ record, likely: isLikely(reasons), reasons }] : [];
    });
  }

  private async presented(access: TypeAccess, group: KeyGroup): Promise<DuplicateGroup[]> {
    const { definition } = access.type;
    await access.learn(this.database, this.recordStore, group.records);
    const readable = group.records.map((record) => ({
      record,
      keys: keyed(definition, record.doc).filter(
        ({ field, sort, key }) =>
          sort === group.sort && key === group.key && namesField(access.fields(record).read, field),
      ),
    }));
    const differing = await this.store.differing(
      this.database,
      group.records.map(({ id }) => id),
    );
    const groups: DuplicateGroup[] = [];
    for (const members of alikeIn(readable, differing)) {
      const [first, ...others] = members;
      if (!first) continue;
      const reasons = others.flatMap(({ keys }) => likenesses(first.keys, keys));
      const records = await this.presenter.many(
        this.database,
        members.map(({ record }) => record),
        access,
      );
      groups.push({ likely: isLikely(reasons), reasons, records });
    }
    return groups;
  }
}

function keyed(definition: EntityType, doc: Doc, country?: string): KeyedValue[] {
  return duplicateKeys(definition, doc, country).map((key) => ({ ...key, value: String(doc[key.field] ?? '') }));
}

/** In fields the reader may see alone: what is hidden must not be found out by typing it. */
function reasonsOf(
  definition: EntityType,
  own: KeyedValue[],
  record: RecordState,
  { read }: FieldAccess,
): DuplicateReason[] {
  const theirs = keyed(definition, record.doc).filter(({ field }) => namesField(read, field));
  return likenesses(own, theirs);
}

/** What leaves less doubt comes first. */
const weight = (reasons: DuplicateReason[]): number =>
  reasons.reduce((sum, { alike }) => sum + (alike === 'form' ? 1 : alike === 'spelling' ? 4 : 5), 0);
