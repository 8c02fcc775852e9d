import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState, SetAside } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { BoardStore } from './board.ts';
import { summedFields } from './board-totals.ts';
import type { Queryable } from './database.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import type { Where } from './where.ts';

export interface StageCount {
  funnel: string | null;
  stage: string | null;
  count: number;
}

/** A record to look at. */
interface RecordExample {
  id: string;
  number: number;
  title: string;
}

/** Records told as examples. */
const EXAMPLES = 5;

function grouped(rows: (RecordExample & { name: string })[]): Map<string, RecordExample[]> {
  const groups = new Map<string, RecordExample[]>();
  for (const { name, ...example } of rows) groups.set(name, [...(groups.get(name) ?? []), example]);
  return groups;
}

/** The records of a type as a whole: what a change of its definition looks at and brings up. */
@Injectable()
export class TypeRecordStore {
  constructor(private readonly board: BoardStore) {}

  /** Live records in the order of their numbers. */
  async live(db: Queryable, entityType: string, after: number, limit: number): Promise<RecordState[]> {
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.entity_type = $1 AND r.number > $2 AND r.deleted_at IS NULL ORDER BY r.number LIMIT $3`,
      [entityType, after, limit],
    );
    return rows.map(toRecord);
  }

  /** Records of an earlier version, those in the trash included, in the order of their numbers. */
  async outdated(
    db: Queryable,
    { entityType, version }: { entityType: string; version: number },
    after: number,
    limit: number,
  ): Promise<RecordState[]> {
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.entity_type = $1 AND r.definition_version < $2 AND r.number > $3 ORDER BY r.number LIMIT $4`,
      [entityType, version, after, limit],
    );
    return rows.map(toRecord);
  }

  async countOutdated(db: Queryable, entityType: string, version: number): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      'SELECT count(*) AS count FROM records WHERE entity_type = $1 AND definition_version < $2',
      [entityType, version],
    );
    return row?.count ?? 0;
  }

  /** Notes that records are right under a definition as they are; those that someone else wrote meanwhile stay out. */
  async stamp(db: Queryable, records: RecordState[], version: number): Promise<void> {
    if (records.length === 0) return;
    const rows = records.map(({ id, version: expected }) => ({ id, expected }));
    await db.query(
      `UPDATE records r SET definition_version = $2
       FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, expected int)
       WHERE r.id = i.id AND r.version = i.expected AND r.definition_version < $2`,
      [JSON.stringify(rows), version],
    );
  }

  /** How many live records are in each stage. */
  stages(db: Queryable, entityType: string): Promise<StageCount[]> {
    return db.query(
      `SELECT funnel, stage, count(*) AS count FROM records
       WHERE entity_type = $1 AND deleted_at IS NULL GROUP BY funnel, stage`,
      [entityType],
    );
  }

  /** How many live records have no value of each of the fields. */
  async missing(db: Queryable, entityType: string, fields: string[]): Promise<Map<string, number>> {
    if (fields.length === 0) return new Map();
    const rows = await db.query<{ field: string; count: number }>(
      `SELECT f.field, count(*) AS count FROM records r, unnest($2::text[]) AS f(field)
       WHERE r.entity_type = $1 AND r.deleted_at IS NULL AND NOT r.doc ? f.field GROUP BY f.field`,
      [entityType, fields],
    );
    return new Map(rows.map(({ field, count }) => [field, count]));
  }

  /** The newest records of each stage, some of them, by `funnel/stage`. */
  async examplesOfStages(
    db: Queryable,
    entityType: string,
    places: { funnel: string; stage: string }[],
  ): Promise<Map<string, RecordExample[]>> {
    if (places.length === 0) return new Map();
    const rows = await db.query<RecordExample & { name: string }>(
      `SELECT p.funnel || '/' || p.stage AS name, r.id, r.number, r.title
       FROM jsonb_to_recordset($2::jsonb) AS p(funnel text, stage text)
       CROSS JOIN LATERAL (
         SELECT id, number, coalesce(title, '') AS title FROM records
         WHERE entity_type = $1 AND funnel = p.funnel AND stage = p.stage AND deleted_at IS NULL
         ORDER BY number DESC LIMIT ${EXAMPLES}
       ) r`,
      [entityType, JSON.stringify(places)],
    );
    return grouped(rows);
  }

  /** Some records without a value of each of the fields. */
  async examplesMissing(db: Queryable, entityType: string, fields: string[]): Promise<Map<string, RecordExample[]>> {
    if (fields.length === 0) return new Map();
    const rows = await db.query<RecordExample & { name: string }>(
      `SELECT f.field AS name, r.id, r.number, r.title FROM unnest($2::text[]) AS f(field)
       CROSS JOIN LATERAL (
         SELECT id, number, coalesce(title, '') AS title FROM records
         WHERE entity_type = $1 AND deleted_at IS NULL AND NOT doc ? f.field ORDER BY number DESC LIMIT ${EXAMPLES}
       ) r`,
      [entityType, fields],
    );
    return grouped(rows);
  }

  /** Values set aside, by record; those in the trash stay out. */
  async setAside(
    db: Queryable,
    entityType: string,
    where: Where | null,
    { limit, after }: PageRequest,
  ): Promise<Page<RecordState & { setAside: SetAside }>> {
    const params: unknown[] = [entityType, after?.[0] ?? null, limit + 1];
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.entity_type = $1 AND r.set_aside IS NOT NULL AND r.deleted_at IS NULL
         AND ($2::uuid IS NULL OR r.id > $2) ${where ? `AND (${where(params)})` : ''}
       ORDER BY r.id LIMIT $3`,
      params,
    );
    return cutPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => ({ ...toRecord(row), setAside: row.set_aside ?? {} }),
    );
  }

  /** Takes away what fields that no longer link have linked. */
  async dropLinks(db: Queryable, { key, fields }: EntityType): Promise<void> {
    const linking = fields.filter(({ kind }) => kind === 'link' || kind === 'links' || kind === 'lines');
    await db.query(
      `DELETE FROM record_links l USING records r
       WHERE l.from_id = r.id AND r.entity_type = $1 AND l.field <> ALL($2::text[])`,
      [key, linking.map((field) => field.key)],
    );
  }

  /**
   * Counts anew what boards show. In one snapshot, in which every record is either counted or its own change of the
   * totals is still to come.
   *
   * @param db a transaction of level REPEATABLE READ: it fails (40001) where others gathered the same totals meanwhile
   */
  async recount(db: Queryable, definition: EntityType): Promise<void> {
    const { key } = definition;
    await db.query('DELETE FROM board_totals WHERE entity_type = $1', [key]);
    for (const funnel of definition.funnels ?? []) {
      const board = { entityType: key, funnel: funnel.key, where: null };
      const columns = await this.board.count(db, board, summedFields(definition), definition);
      for (const [stage, { count, sums }] of columns) {
        await db.query(
          'INSERT INTO board_totals (entity_type, funnel, stage, count, sums) VALUES ($1, $2, $3, $4, $5)',
          [key, funnel.key, stage, count, JSON.stringify(sums)],
        );
      }
    }
  }

  /** The transaction that this one is, and whether every one that began before another has ended. */
  async transactionId(db: Queryable): Promise<string> {
    const [row] = await db.query<{ xid: string }>('SELECT pg_current_xact_id()::text AS xid');
    return row?.xid ?? '0';
  }

  async allEndedBefore(db: Queryable, xid: string): Promise<boolean> {
    const [row] = await db.query<{ ended: boolean }>(
      'SELECT pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 AS ended',
      [xid],
    );
    return row?.ended === true;
  }
}
