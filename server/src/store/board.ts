import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Sum } from './board-totals.ts';
import { fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { bind, type Where } from './where.ts';

export interface ColumnTotals {
  count: number;
  sums: { [field: string]: Sum };
}

export interface SumRow {
  stage: string;
  count: number;
  field: string | null;
  currency: string | null;
  sum: string | null;
}

/** What a board shows: cards of each column by rank, and how many and how much there is. */
@Injectable()
export class BoardStore {
  /** First cards of each stage, or those behind a place in it. One more than `limit` where there are more. */
  async cards(
    db: Queryable,
    board: { entityType: string; funnel: string; stages: string[]; where: Where | null },
    { limit, after }: { limit: number; after: { rank: string; id: string } | null },
  ): Promise<Map<string, RecordState[]>> {
    const params: unknown[] = [];
    const stages = bind(params, board.stages);
    const seen = board.where ? `AND (${board.where(params)})` : '';
    const behind = after ? `AND (r.rank, r.id) > (${bind(params, after.rank)}, ${bind(params, after.id)}::uuid)` : '';
    const rows = await db.query<RecordRow>(
      `SELECT card.* FROM unnest(${stages}::text[]) AS s(stage), LATERAL (
         SELECT ${RECORD_COLUMNS} FROM records r
         WHERE r.entity_type = ${literal(board.entityType)} AND r.funnel = ${literal(board.funnel)} AND r.stage = s.stage
           AND r.deleted_at IS NULL ${seen} ${behind}
         ORDER BY r.rank, r.id LIMIT ${bind(params, limit + 1)}) AS card`,
      params,
    );
    const columns = new Map<string, RecordState[]>();
    for (const row of rows) {
      const record = toRecord(row);
      const column = columns.get(record.stage ?? '') ?? [];
      column.push(record);
      columns.set(record.stage ?? '', column);
    }
    return columns;
  }

  /** Totals of every column as writes have kept them: of all records, whoever looks. */
  async totals(db: Queryable, entityType: string, funnel: string): Promise<Map<string, ColumnTotals>> {
    const rows = await db.prepared<SumRow>(
      'board-totals',
      `WITH kept AS MATERIALIZED (SELECT stage, count, sums FROM board_totals WHERE entity_type = $1 AND funnel = $2)
       SELECT stage, sum(count)::bigint AS count, NULL AS field, NULL AS currency, NULL AS sum FROM kept GROUP BY stage
       UNION ALL
       SELECT stage, 0, f.key, c.key, sum((c.value #>> '{}')::numeric)::text
       FROM kept, jsonb_each(sums) AS f,
         jsonb_each(CASE jsonb_typeof(f.value) WHEN 'object' THEN f.value ELSE jsonb_build_object('=', f.value) END) AS c
       GROUP BY stage, f.key, c.key`,
      [entityType, funnel],
    );
    return gather(rows.map((row) => ({ ...row, currency: row.currency === '=' ? null : row.currency })));
  }

  /** Totals counted anew, of the records that meet a condition. */
  async count(
    db: Queryable,
    board: { entityType: string; funnel: string; where: Where | null },
    fields: EntityType['fields'],
    definition: EntityType,
  ): Promise<Map<string, ColumnTotals>> {
    const params: unknown[] = [];
    const seen = board.where ? `AND (${board.where(params)})` : '';
    const columns = fields.map(
      (field, index) => `${fieldExpression(field).value} AS f${index}, ${currencyOf(definition, field)} AS c${index}`,
    );
    const sums = fields.map(
      (field, index) =>
        `SELECT stage, 0, ${literal(field.key)}, c${index}, sum(f${index})::text FROM seen WHERE f${index} IS NOT NULL GROUP BY stage, c${index}`,
    );
    const rows = await db.query<SumRow>(
      `WITH seen AS MATERIALIZED (SELECT r.stage${columns.map((column) => `, ${column}`).join('')} FROM records r
         WHERE r.entity_type = ${literal(board.entityType)} AND r.funnel = ${literal(board.funnel)} AND r.deleted_at IS NULL ${seen})
       SELECT stage, count(*) AS count, NULL AS field, NULL AS currency, NULL AS sum FROM seen GROUP BY stage
       ${sums.map((sum) => `UNION ALL ${sum}`).join(' ')}`,
      params,
    );
    return gather(rows);
  }

  /** Adds up the rows that writes have appended since the last time, so that a board reads few. */
  async compact(db: Queryable): Promise<void> {
    await db.query(
      `WITH crowded AS (
         SELECT entity_type, funnel, stage FROM board_totals GROUP BY entity_type, funnel, stage HAVING count(*) > 1
       ),
       -- Rows that another process has in hand stay: they count wherever they are.
       taken AS (
         SELECT t.id FROM board_totals t JOIN crowded USING (entity_type, funnel, stage) FOR UPDATE OF t SKIP LOCKED
       ),
       gone AS (DELETE FROM board_totals t USING taken WHERE t.id = taken.id RETURNING t.*),
       parts AS (
         SELECT entity_type, funnel, stage, f.key AS field, c.key AS currency, sum((c.value #>> '{}')::numeric) AS sum
         FROM gone, jsonb_each(sums) AS f,
           jsonb_each(CASE jsonb_typeof(f.value) WHEN 'object' THEN f.value ELSE jsonb_build_object('=', f.value) END) AS c
         GROUP BY 1, 2, 3, 4, 5
       ),
       fields AS (
         SELECT entity_type, funnel, stage, field,
           CASE WHEN bool_and(currency = '=') THEN to_jsonb(sum(sum)::text)
             ELSE jsonb_object_agg(CASE currency WHEN '=' THEN '' ELSE currency END, sum::text) END AS value
         FROM parts GROUP BY 1, 2, 3, 4
       ),
       columns AS (SELECT entity_type, funnel, stage, sum(count) AS count FROM gone GROUP BY 1, 2, 3)
       INSERT INTO board_totals (entity_type, funnel, stage, count, sums)
       SELECT c.entity_type, c.funnel, c.stage, c.count,
         coalesce((SELECT jsonb_object_agg(f.field, f.value) FROM fields f
           WHERE f.entity_type = c.entity_type AND f.funnel = c.funnel AND f.stage = c.stage), '{}')
       FROM columns c`,
    );
  }
}

/** The currency of an amount, as SQL; NULL where every record has the field's own. */
export function currencyOf(definition: EntityType, { currencyField }: EntityType['fields'][number]): string {
  if (currencyField === undefined) return 'NULL::text';
  const field = definition.fields.find(({ key }) => key === currencyField);
  return field ? `coalesce(${fieldExpression(field).value}, '')` : `''`;
}

/** Counts and sums as they come, by column. */
export function gather(rows: SumRow[]): Map<string, ColumnTotals> {
  const columns = new Map<string, ColumnTotals>();
  for (const { stage, count, field, currency, sum } of rows) {
    const column = columns.get(stage) ?? { count: 0, sums: {} };
    columns.set(stage, column);
    if (field === null) column.count = count;
    else if (sum !== null && currency === null) column.sums[field] = sum;
    else if (sum !== null && currency !== null) {
      const known = column.sums[field];
      column.sums[field] = { ...(typeof known === 'object' ? known : {}), [currency]: sum };
    }
  }
  return columns;
}
