import type { Caller } from '@etapa/shared/access/caller';
import { namesField } from '@etapa/shared/access/fields';
import type { RecordOption, RecordView } from '@etapa/shared/api/records';
import { Injectable } from '@nestjs/common';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import type { CursorValues } from '../store/keyset.ts';
import { RecordListStore } from '../store/records-list.ts';
import { fitsCursor, sortKeys } from '../store/records-sort.ts';
import type { SortKey } from '../store/records-sort-names.ts';
import type { TypeAccess } from './access.ts';
import { writeCursor } from './cursors.ts';
import { RecordService } from './records.ts';
import { type Narrowing, narrowed } from './records-filter.ts';
import { RecordPresenter } from './records-present.ts';
import { refused } from './refusal-error.ts';

interface ListQuery extends Narrowing {
  limit?: number;
  cursor?: string;
  sort?: string;
  count?: 'exact';
  deleted?: boolean;
}

/** Lists of records, as people and programs ask for them. */
@Injectable()
export class RecordListService {
  constructor(
    private readonly database: Database,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: RecordListStore,
    private readonly presenter: RecordPresenter,
  ) {}

  /**
   * One page of records, keyset-paged: rows that come meanwhile move no others to another page.
   *
   * @throws RefusalError `invalid_condition`; `malformed` for an unknown sort field or a cursor of another list
   */
  async list(
    caller: Caller,
    entityType: string,
    query: ListQuery,
  ): Promise<{ items: RecordView[]; nextCursor: string | null; total?: number }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const where = narrowed(access, 'read', query, await this.catalogue.now());
    const keys = orderOf(access, query.sort);
    const asked = { entityType, where, deleted: query.deleted };
    const [page, total] = await Promise.all([
      this.store.page(this.database, {
        ...asked,
        keys,
        limit: query.limit ?? 50,
        after: readPlace(keys, query.cursor),
      }),
      query.count === 'exact' ? this.store.count(this.database, asked) : undefined,
    ]);
    return {
      items: await this.presenter.many(this.database, page.items, access),
      nextCursor: page.next && writeCursor(page.next),
      ...(total === undefined ? {} : { total }),
    };
  }

  /** Records to choose from in a picker. */
  async options(
    caller: Caller,
    entityType: string,
    { q, limit }: { q?: string; limit?: number },
  ): Promise<{ items: RecordOption[] }> {
    const access = await this.records.access(caller, entityType);
    access.demand('read');
    const where = narrowed(access, 'read', { q }, await this.catalogue.now());
    const titled = access.readsTitles();
    const first = titled ? q : undefined;
    const items = await this.store.options(this.database, { entityType, where, first, limit: limit ?? 50 });
    return { items: titled ? items : items.map((item) => ({ ...item, title: `#${item.number}` })) };
  }
}

/**
 * The order a list is asked for, newest first unless told.
 *
 * @throws RefusalError `malformed` for a field that is unknown, cannot be sorted by or may not be read
 */
export function orderOf(access: TypeAccess, sort = '-$createdAt'): SortKey[] {
  const { read } = access.everywhere();
  const names = sort.split(',').filter((name) => name.trim() !== '');
  const { fields } = access.type.definition;
  const sorts = (name: string) => {
    const field = fields.find(({ key }) => key === name);
    return namesField(read, name) && (field?.kind !== 'link' || seesEvery(access, field.target ?? ''));
  };
  const keys = sortKeys(access.type.definition, names.slice(0, 10), sorts);
  if (!('unknown' in keys)) return keys;
  const message = `Lists cannot be sorted by "${keys.unknown}".`;
  throw refused('malformed', message, [{ path: '/sort', code: 'unknown_field', message }]);
}

/** Whether the order of a type's titles tells the caller nothing that they may not know. */
function seesEvery(access: TypeAccess, entityType: string): boolean {
  const linked = access.of(entityType);
  return linked !== undefined && linked.where('read') === null && linked.readsTitles();
}

function readPlace(keys: SortKey[], cursor: string | undefined): CursorValues | null {
  if (cursor === undefined) return null;
  let values: unknown = null;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    // Refused below.
  }
  if (fitsCursor(keys, values)) return values;
  const message = 'The cursor is not one that this list gave.';
  throw refused('malformed', message, [{ path: '/cursor', code: 'bad_cursor', message }]);
}
