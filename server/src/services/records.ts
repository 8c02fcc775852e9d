import type { Caller } from '@etapa/shared/access/caller';
import type { NewRecord, RecordChanges, RecordMove, RecordView } from '@etapa/shared/api/records';
import type { Command } from '@etapa/shared/process/command';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { MergeStore } from '../store/merges.ts';
import { type RecordName, RecordStore } from '../store/records.ts';
import { TypeAccess } from './access.ts';
import { doerOf } from './doer.ts';
import { EntityTypeService } from './entity-types.ts';
import { isId } from './records-context.ts';
import { Outdated } from './records-decide.ts';
import { RecordPresenter } from './records-present.ts';
import { type Change, RecordWriter, type Written } from './records-write.ts';
import { refused } from './refusal-error.ts';

/** Single records, as people and programs ask for them. */
@Injectable()
export class RecordService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly types: EntityTypeService,
    private readonly store: RecordStore,
    private readonly merges: MergeStore,
    private readonly writer: RecordWriter,
    private readonly presenter: RecordPresenter,
  ) {}

  /** What the caller may do with a type's records. @throws RefusalError `not_found` for a type unknown to them */
  async access(caller: Caller, entityType: string): Promise<TypeAccess> {
    const type = await this.types.find(caller, entityType);
    return new TypeAccess(caller, type, await this.catalogue.now(), this.clock.now().toISOString());
  }

  /**
   * One record, be it in the trash.
   *
   * @param name its id, or its number
   * @throws RefusalError `not_found`, also where the caller may not know that it exists
   */
  async find(caller: Caller, entityType: string, name: string): Promise<{ record: RecordState; access: TypeAccess }> {
    const access = await this.access(caller, entityType);
    const named = nameOf(name);
    const where = access.where('read');
    const record = named && (await this.store.find(this.database, entityType, named, where));
    if (!record) throw refused('not_found', 'There is no such record.');
    return { record, access };
  }

  async get(caller: Caller, entityType: string, name: string): Promise<RecordView> {
    const { record, access } = await this.find(caller, entityType, name);
    const view = await this.presenter.one(this.database, record, access);
    if (record.deletedAt === null) return view;
    const into = await this.merges.survivorOf(this.database, record.id);
    const known = into && (await this.store.find(this.database, entityType, { id: into.id }, access.where('read')));
    return known ? { ...view, mergedInto: into } : view;
  }

  /** @throws RefusalError with the codes of `decide`, `not_found`, `forbidden`, `duplicate` */
  async create(caller: Caller, entityType: string, input: NewRecord): Promise<RecordView> {
    const command: Command = { kind: 'create', ...input };
    return this.write(caller, { entityType, command });
  }

  /** @throws RefusalError as `create` does, and `version_conflict` with the record as it is */
  update(caller: Caller, entityType: string, name: string, { version, ...input }: RecordChanges): Promise<RecordView> {
    return this.change(caller, entityType, name, { kind: 'patch', ...input }, version);
  }

  /** @throws RefusalError as `update` does */
  move(caller: Caller, entityType: string, name: string, { version, ...input }: RecordMove): Promise<RecordView> {
    return this.change(caller, entityType, name, { kind: 'move', ...input }, version);
  }

  async remove(caller: Caller, entityType: string, name: string): Promise<void> {
    await this.change(caller, entityType, name, { kind: 'trash' });
  }

  /** @throws RefusalError `duplicate`, naming the record that took a unique value meanwhile */
  restore(caller: Caller, entityType: string, name: string): Promise<RecordView> {
    return this.change(caller, entityType, name, { kind: 'restore' });
  }

  private async write(caller: Caller, change: Change): Promise<RecordView> {
    const answer = (written: Written) => this.presenter.written(written);
    const written = await this.writer.apply(doerOf(caller), { ...change, answer });
    return written.answer ?? answer(written);
  }

  private async change(
    caller: Caller,
    entityType: string,
    name: string,
    command: Command,
    version?: number,
  ): Promise<RecordView> {
    const recordId = isId(name) ? name : (await this.find(caller, entityType, name)).record.id;
    try {
      return await this.write(caller, { entityType, recordId, command, version });
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
      const access = await this.access(caller, entityType);
      const current = await this.presenter.one(this.database, error.current, access);
      throw refused('version_conflict', 'The record changed meanwhile.', undefined, { current });
    }
  }
}

function nameOf(text: string): RecordName | null {
  if (isId(text)) return { id: text };
  return /^[1-9]\d{0,14}$/.test(text) ? { number: Number(text) } : null;
}
