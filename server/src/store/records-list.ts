import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { type CursorValues, cutPage, type Page } from './keyset.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { after, cursorColumns, orderBy, TITLE } from './records-sort.ts';
import type { SortKey } from './records-sort-names.ts';
import { searchable, searchableSql } from './search-spelling.ts';
import { all, bind, type Where } from './where.ts';

export interface ListQuery {
  entityType: string;
  /** What the reader may see, narrowed by what they ask for. */
  where: Where | null;
  keys: SortKey[];
  after: CursorValues | null;
  limit: number;
  /** Of the trash instead of the living. */
  deleted?: boolean;
}

/** Lists of records. */
@Injectable()
export class RecordListStore {
  async page(db: Queryable, query: ListQuery): Promise<Page<RecordState>> {
    const params: unknown[] = [];
    const where = all(query.where, query.after && after(query.keys, query.after));
    const rows = await db.query<RecordRow & { [key: `k${number}`]: string | null }>(
      `SELECT ${RECORD_COLUMNS}, ${cursorColumns(query.keys)} FROM records r
       WHERE ${within(query, where)(params)} ORDER BY ${orderBy(query.keys)} LIMIT ${bind(params, query.limit + 1)}`,
      params,
    );
    return cutPage(rows, query.limit, (row) => query.keys.map((_, index) => row[`k${index}`] ?? null), toRecord);
  }

  async count(db: Queryable, query: Pick<ListQuery, 'entityType' | 'where' | 'deleted'>): Promise<number> {
    const params: unknown[] = [];
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*) AS count FROM records r WHERE ${within(query, query.where)(params)}`,
      params,
    );
    return row?.count ?? 0;
  }

  /** Records to choose from, by title. @param first those whose title begins with it come first */
  options(
    db: Queryable,
    { entityType, where, first, limit }: { entityType: string; where: Where | null; first?: string; limit: number },
  ): Promise<{ id: string; number: number; title: string }[]> {
    const params: unknown[] = [];
    const text = first?.trim();
    const condition = within({ entityType }, where)(params);
    const rank = text ? `(strpos(${searchableSql('r.title')}, ${bind(params, searchable(text))}) = 1) DESC,` : '';
    return db.query(
      `SELECT r.id, r.number, r.title FROM records r WHERE ${condition}
       ORDER BY ${rank} ${TITLE}, r.id LIMIT ${bind(params, limit)}`,
      params,
    );
  }
}

/** The type stands in the text, so that the indexes made for it are found. */
function within({ entityType, deleted }: Pick<ListQuery, 'entityType' | 'deleted'>, where: Where | null): Where {
  const base: Where = () => `r.entity_type = ${literal(entityType)} AND r.deleted_at IS ${deleted ? 'NOT ' : ''}NULL`;
  return (params) => (where ? `${base(params)} AND (${where(params)})` : base(params));
}
