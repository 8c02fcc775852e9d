import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { type ColumnTotals, currencyOf, gather, type SumRow } from './board.ts';
import { fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { bind, type Where } from './where.ts';

/** What lanes are laid by: a field that holds one key or person, or the owner. */
export function laneExpression(definition: EntityType, laneBy: string): string {
  if (laneBy === '$owner') return 'r.owner_id::text';
  const field = definition.fields.find(({ key }) => key === laneBy);
  return field ? fieldExpression(field).value : 'NULL::text';
}

/** One cell of a board with lanes. */
export interface LaneCell {
  stage: string;
  /** Null where records have no value. */
  lane: string | null;
}

interface LanedBoard {
  entityType: string;
  funnel: string;
  stages: string[];
  where: Where | null;
  /** SQL over records `r`: see `laneExpression`. */
  lane: string;
}

/** What a board with lanes shows: how many and how much each cell holds, and its first cards by rank. */
@Injectable()
export class BoardLaneStore {
  /** Cells that hold anything. */
  async totals(
    db: Queryable,
    board: LanedBoard,
    fields: EntityType['fields'],
    definition: EntityType,
  ): Promise<(LaneCell & ColumnTotals)[]> {
    const params: unknown[] = [];
    const where = cardsWhere(board, params);
    const values = fields.map(
      (field, index) => `, ${fieldExpression(field).value} AS f${index}, ${currencyOf(definition, field)} AS c${index}`,
    );
    const sums = fields.map(
      (field, index) => `UNION ALL SELECT stage, 0, ${literal(field.key)}, c${index}, sum(f${index})::text
        FROM seen WHERE f${index} IS NOT NULL GROUP BY stage, c${index}`,
    );
    const rows = await db.query<SumRow>(
      `WITH seen AS MATERIALIZED (
         SELECT json_build_array(r.stage, ${board.lane})::text AS stage${values.join('')} FROM records r WHERE ${where})
       SELECT stage, count(*) AS count, NULL AS field, NULL AS currency, NULL AS sum FROM seen GROUP BY stage
       ${sums.join(' ')}`,
      params,
    );
    return [...gather(rows)].map(([cell, totals]) => {
      const [stage, lane] = JSON.parse(cell) as [string, string | null];
      return { stage, lane, ...totals };
    });
  }

  /** First cards of each cell, in the order of the cells: one more than `limit` where there are more. */
  async cards(db: Queryable, board: LanedBoard, cells: LaneCell[], limit: number): Promise<RecordState[][]> {
    const params: unknown[] = [];
    const stages = bind(
      params,
      cells.map(({ stage }) => stage),
    );
    const lanes = bind(
      params,
      cells.map(({ lane }) => lane),
    );
    const where = cardsWhere(board, params);
    const rows = await db.query<RecordRow & { cell: number }>(
      `SELECT c.cell::int AS cell, card.*
       FROM unnest(${stages}::text[], ${lanes}::text[]) WITH ORDINALITY AS c(stage, lane, cell), LATERAL (
         SELECT ${RECORD_COLUMNS} FROM records r
         WHERE ${where} AND r.stage = c.stage AND ${board.lane} IS NOT DISTINCT FROM c.lane
         ORDER BY r.rank, r.id LIMIT ${bind(params, limit + 1)}) AS card`,
      params,
    );
    const found: RecordState[][] = cells.map(() => []);
    for (const { cell, ...row } of rows) found[cell - 1]?.push(toRecord(row));
    return found;
  }
}

function cardsWhere({ entityType, funnel, stages, where }: LanedBoard, params: unknown[]): string {
  const seen = where ? ` AND (${where(params)})` : '';
  return `r.entity_type = ${literal(entityType)} AND r.funnel = ${literal(funnel)} AND r.deleted_at IS NULL
    AND r.stage = ANY(${bind(params, stages)}::text[])${seen}`;
}
