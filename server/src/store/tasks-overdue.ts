import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A task that has passed its due time undone. */
export interface OverdueTask {
  id: string;
  title: string;
  assigneeId: string | null;
  dueAt: Date;
  recordId: string | null;
  entityType: string | null;
}

/** Tasks that pass their due time. */
@Injectable()
export class OverdueTaskStore {
  /**
   * Takes open tasks whose due time has passed, each once for each due time it is given, the first due first. Who takes
   * them must tell the log in the same transaction. Those of records in the trash wait for them to come back.
   */
  take(tx: Queryable, now: Date, limit: number): Promise<OverdueTask[]> {
    return tx.prepared(
      'take-overdue-tasks',
      `WITH taken AS (
         UPDATE tasks SET overdue_at = due_at WHERE id IN (
           SELECT t.id FROM tasks t
           WHERE t.status = 'open' AND t.due_at <= $1 AND t.overdue_at IS DISTINCT FROM t.due_at
             AND (t.record_id IS NULL OR EXISTS (SELECT FROM records r WHERE r.id = t.record_id AND r.deleted_at IS NULL))
           ORDER BY t.due_at, t.id LIMIT $2 FOR UPDATE SKIP LOCKED)
           AND status = 'open' AND due_at <= $1 AND overdue_at IS DISTINCT FROM due_at
         RETURNING id, title, assignee_id AS "assigneeId", due_at AS "dueAt", record_id AS "recordId",
           entity_type AS "entityType")
       SELECT * FROM taken ORDER BY "dueAt", id`,
      [now, limit],
    );
  }

  async isAny(db: Queryable, now: Date): Promise<boolean> {
    const rows = await db.prepared(
      'any-overdue-task',
      `SELECT FROM tasks WHERE status = 'open' AND due_at <= $1 AND overdue_at IS DISTINCT FROM due_at LIMIT 1`,
      [now],
    );
    return rows.length > 0;
  }
}
