import { type FieldAccess, namesField, readableDoc } from '@etapa/shared/access/fields';
import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { referencesIn } from '@etapa/shared/process/references';
import { Injectable } from '@nestjs/common';
import { Database, type Queryable } from '../store/database.ts';
import { RecordStore } from '../store/records.ts';
import type { TypeAccess } from './access.ts';
import { RecordConverter } from './definitions/converter.ts';
import { liveTitles, RecordContexts } from './records-context.ts';
import type { Written } from './records-write.ts';

/** Puts records into the form that callers get: readable fields alone, with titles of what they link to. */
@Injectable()
export class RecordPresenter {
  constructor(
    private readonly database: Database,
    private readonly records: RecordStore,
    private readonly contexts: RecordContexts,
    private readonly converter: RecordConverter,
  ) {}

  /** What a change made, from what was loaded to make it. */
  async written({ record, access, type, titles, names }: Written): Promise<RecordView> {
    const fields = access?.fields(record) ?? { read: 'all', write: 'all' };
    const owner = record.ownerId;
    const known = owner === null || names.has(owner) ? names : await this.names(this.database, [owner]);
    return view(type.definition, record, fields, titles, known);
  }

  /** Several records of one type, with one query for all their titles and one for their owners. */
  async many(db: Queryable, stored: RecordState[], access: TypeAccess): Promise<RecordView[]> {
    const records = await this.converter.readable(access.type, stored, () => this.contexts.settings());
    const { definition } = access.type;
    const links = records.flatMap(({ doc }) => referencesIn(definition, doc).records);
    const owners = records.flatMap(({ ownerId }) => ownerId ?? []);
    const [linked, names] = await Promise.all([
      this.contexts.linked(db, access, [...new Set(links)]),
      this.names(db, [...new Set(owners)]),
    ]);
    const titles = liveTitles(linked);
    await access.learn(db, this.records, records);
    return records.map((record) => view(definition, record, access.fields(record), titles, names));
  }

  async one(db: Queryable, record: RecordState, access: TypeAccess): Promise<RecordView> {
    const [presented] = await this.many(db, [record], access);
    return presented as RecordView;
  }

  private async names(db: Queryable, ids: string[]): Promise<ReadonlyMap<string, string>> {
    if (ids.length === 0) return new Map();
    return new Map((await this.records.users(db, ids)).map(({ id, name }) => [id, name]));
  }
}

function view(
  definition: EntityType,
  record: RecordState,
  fields: FieldAccess,
  titles: ReadonlyMap<string, string>,
  names: ReadonlyMap<string, string>,
): RecordView {
  const doc = readableDoc(record.doc, fields);
  const ids = titles.size === 0 ? [] : referencesIn(definition, doc).records;
  const own: { [id: string]: string } = {};
  for (const id of ids) {
    const title = titles.get(id);
    if (title !== undefined) own[id] = title;
  }
  return {
    id: record.id,
    number: record.number,
    entityType: record.entityType,
    funnel: record.funnel,
    stage: record.stage,
    stageEnteredAt: record.stageEnteredAt,
    title: namesField(fields.read, definition.titleField) ? record.title : `#${record.number}`,
    ownerId: record.ownerId,
    ownerName: record.ownerId === null ? null : (names.get(record.ownerId) ?? null),
    teamId: record.teamId,
    tags: [...(record.tags ?? [])],
    doc,
    ...asideOf(record, fields),
    titles: own,
    version: record.version,
    createdAt: record.createdAt,
    createdBy: record.createdBy,
    updatedAt: record.updatedAt,
    lastActivityAt: record.lastActivityAt,
    closedAt: record.closedAt,
    deletedAt: record.deletedAt,
  };
}

/** Values set aside, of the fields that may be read. */
function asideOf({ setAside }: RecordState, { read }: FieldAccess): Pick<RecordView, 'setAside'> {
  const readable = Object.entries(setAside ?? {}).filter(([key]) => namesField(read, key));
  return readable.length > 0 ? { setAside: Object.fromEntries(readable) } : {};
}
