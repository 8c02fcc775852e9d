import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import type { Where } from './where.ts';

/** What a move asks about a card besides the card itself. */
export interface StageHold {
  /**
   * Stands for the card's row as it was read. A task that holds a card writes its row, so a move that is kept only
   * while the stamp is the same cannot overlook one that is being made or opened again meanwhile.
   */
  stamp: string;
  /** Open tasks that the card waits for in its stage. */
  tasks: { id: string; title: string }[];
}

type HoldRow = RecordRow & StageHold;

const COLUMNS = `${RECORD_COLUMNS}, r.xmin::text AS stamp,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title) ORDER BY t.id), '[]') FROM tasks t
   WHERE t.record_id = r.id AND t.status = 'open' AND t.blocks_stage = r.stage) AS tasks`;

/** Reads cards that are about to leave their stage. */
@Injectable()
export class StageHolds {
  /**
   * @param where what the reader may see; null for everything
   * @returns the card, be it in the trash, with what holds it
   */
  async find(
    db: Queryable,
    entityType: string,
    id: string,
    where: Where | null,
  ): Promise<{ record: RecordState; hold: StageHold } | null> {
    const params: unknown[] = [id, entityType];
    const sql = `SELECT ${COLUMNS} FROM records r WHERE r.id = $1 AND r.entity_type = $2`;
    const [row] = where
      ? await db.query<HoldRow>(`${sql} AND ${where(params)}`, params)
      : await db.prepared<HoldRow>('record-to-move', sql, params);
    return row ? { record: toRecord(row), hold: { stamp: row.stamp, tasks: row.tasks } } : null;
  }
}
