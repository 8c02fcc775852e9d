import type { Caller } from '@etapa/shared/access/caller';
import type { FieldAccess } from '@etapa/shared/access/fields';
import type { Action } from '@etapa/shared/access/grant';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { RecordStore } from '../store/records.ts';
import { RecordLookup } from '../store/records-lookup.ts';
import { bind, type Where } from '../store/where.ts';
import { TypeAccess } from './access.ts';
import { refused } from './refusal-error.ts';

/** Which records a person may see, for what hangs on records: tasks, comments, files, the stream. */
@Injectable()
export class VisibleRecords {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordStore,
    private readonly lookup: RecordLookup,
  ) {}

  /**
   * A record by its id alone.
   * @param caller null for the process itself, which may see every record
   * @throws RefusalError `not_found` when there is none, it is in the trash, or the caller may not know of it
   */
  async find(caller: Caller | null, action: Action, id: string): Promise<{ id: string; entityType: string }> {
    const entityType = await this.lookup.typeOf(this.database, id);
    if (entityType === null) throw notFound();
    if (caller && !(await this.allowed(caller, action, entityType, [id])).has(id)) throw notFound();
    return { id, entityType };
  }

  /**
   * A record by its type and its id or number, as addresses have it.
   * @throws RefusalError as `find` does
   */
  async named(caller: Caller, action: Action, entityType: string, name: string): Promise<string> {
    const byNumber = /^\d{1,15}$/.test(name);
    if (!byNumber && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(name)) throw notFound();
    const where = await this.where(caller, action, entityType);
    const found = await this.records.find(
      this.database,
      entityType,
      byNumber ? { number: Number(name) } : { id: name },
      where,
    );
    if (!found || found.deletedAt !== null) throw notFound();
    return found.id;
  }

  /** Those of the records, all of one type, that a person may read; those in the trash included. */
  readable(caller: Caller, entityType: string, ids: string[]): Promise<ReadonlySet<string>> {
    return this.allowed(caller, 'read', entityType, ids);
  }

  /** Over `records r`: the records of every type on which a person may act. */
  async everyType(caller: Caller, action: Action): Promise<Where> {
    return anyOf(await this.accesses(caller), action);
  }

  /** Over `records r`: the records whose title a person may read. */
  async titled(caller: Caller): Promise<Where> {
    return anyOf(
      (await this.accesses(caller)).filter((access) => access.readsTitles()),
      'read',
    );
  }

  /** Fields a person may read of every record of a type that they see; none of a type there is not. */
  async fieldsRead(caller: Caller, entityType: string): Promise<FieldAccess['read']> {
    const type = await this.catalogue.find(entityType);
    if (!type) return new Set();
    return new TypeAccess(caller, type, await this.catalogue.now(), this.clock.now().toISOString()).everywhere().read;
  }

  /** Keys of the types of whose records a person may read every field. */
  async openTypes(caller: Caller): Promise<ReadonlySet<string>> {
    const open = (await this.accesses(caller)).filter((access) => access.everywhere().read === 'all');
    return new Set(open.map(({ type }) => type.key));
  }

  private async accesses(caller: Caller): Promise<TypeAccess[]> {
    const catalogue = await this.catalogue.now();
    const now = this.clock.now().toISOString();
    return catalogue.all().map((type) => new TypeAccess(caller, type, catalogue, now));
  }

  private async allowed(
    caller: Caller,
    action: Action,
    entityType: string,
    ids: string[],
  ): Promise<ReadonlySet<string>> {
    if (!(await this.catalogue.find(entityType))) return new Set();
    const where = await this.where(caller, action, entityType);
    if (where === null) return new Set(ids);
    return new Set(await this.records.visible(this.database, entityType, ids, where));
  }

  private async where(caller: Caller, action: Action, entityType: string): Promise<Where | null> {
    const catalogue = await this.catalogue.now();
    const type = await this.catalogue.find(entityType);
    if (!type) throw notFound();
    return new TypeAccess(caller, type, catalogue, this.clock.now().toISOString()).where(action);
  }
}

/** Records of these types on which their person may act. */
function anyOf(accesses: TypeAccess[], action: Action): Where {
  const types = accesses.map((access) => ({ key: access.type.key, where: access.where(action) }));
  return (params) => {
    const whole = types.filter(({ where }) => where === null).map(({ key }) => key);
    const parts = types.flatMap(({ key, where }) =>
      where ? [`r.entity_type = ${bind(params, key)} AND (${where(params)})`] : [],
    );
    return [`r.entity_type = ANY(${bind(params, whole)}::text[])`, ...parts].map((part) => `(${part})`).join(' OR ');
  };
}

const notFound = () => refused('not_found', 'There is no such record.');
