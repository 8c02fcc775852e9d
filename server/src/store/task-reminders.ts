import { DEFAULT_SETTINGS } from '@etapa/shared/api/notification-settings';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A task that is due soon. */
export interface DueTask {
  id: string;
  title: string;
  assigneeId: string;
  dueAt: Date;
  recordId: string | null;
  entityType: string | null;
}

/** How long before it is due somebody is reminded at most. */
const FARTHEST = '14 days';

@Injectable()
export class TaskReminderStore {
  /**
   * Takes open tasks of which it is time to remind, each once for each due time: as long before it as the one they are
   * for likes, or when the task itself says. A task that was made later than that is not reminded of at once.
   */
  take(tx: Queryable, now: Date, limit: number): Promise<DueTask[]> {
    return tx.prepared(
      'take-due-tasks',
      `WITH taken AS (
         UPDATE tasks SET reminded_at = due_at WHERE id IN (
           SELECT t.id FROM tasks t LEFT JOIN notification_settings s ON s.user_id = t.assignee_id
           CROSS JOIN LATERAL (SELECT coalesce(t.remind_at, t.due_at - make_interval(
             mins => coalesce((s.settings ->> 'remindBefore')::int, ${DEFAULT_SETTINGS.remindBefore}))) AS at) remind
           WHERE t.status = 'open' AND t.due_at IS DISTINCT FROM t.reminded_at AND t.assignee_id IS NOT NULL
             AND t.due_at > $1 AND t.due_at <= $1::timestamptz + interval '${FARTHEST}' AND remind.at <= $1
             AND remind.at > t.created_at
             AND (t.record_id IS NULL OR EXISTS (SELECT FROM records r WHERE r.id = t.record_id AND r.deleted_at IS NULL))
           ORDER BY t.due_at LIMIT $2 FOR UPDATE OF t SKIP LOCKED)
         RETURNING id, title, assignee_id AS "assigneeId", due_at AS "dueAt", record_id AS "recordId",
           entity_type AS "entityType")
       SELECT * FROM taken ORDER BY "dueAt", id`,
      [now, limit],
    );
  }
}
