import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** Records that time may have passed by: imported with a past, written long before they could be seen, restored. */
@Injectable()
export class RuleRecheckStore {
  /**
   * Notes those of the records that rules by idle time have to look at once.
   *
   * @param restored came out of the trash: always
   * @param before whose stage or last activity is older than this; younger ones time finds by itself
   */
  async note(db: Queryable, records: string[], restored: string[], before: Date): Promise<void> {
    await db.prepared(
      'note-rechecks',
      `INSERT INTO rule_rechecks (record_id, entity_type)
       SELECT r.id, r.entity_type FROM records r
       WHERE r.id = ANY($1::uuid[]) AND r.deleted_at IS NULL
         AND (r.id = ANY($2::uuid[]) OR r.last_activity_at < $3 OR r.stage_entered_at < $3)
         AND EXISTS (SELECT FROM rules u WHERE u.entity_type = r.entity_type AND u.enabled AND u.deleted_at IS NULL
           AND u.definition -> 'trigger' ->> 'kind' IN ('stage.idle', 'record.idle'))
       ON CONFLICT DO NOTHING`,
      [records, restored, before],
    );
  }

  async isAny(db: Queryable): Promise<boolean> {
    const rows = await db.prepared('any-rechecks', 'SELECT FROM rule_rechecks LIMIT 1', []);
    return rows.length > 0;
  }

  /** Takes records to look at; who does so must note in the same transaction what comes of it. */
  async take(db: Queryable, limit: number): Promise<{ id: string; entityType: string }[]> {
    return db.query(
      `DELETE FROM rule_rechecks WHERE record_id IN (
         SELECT record_id FROM rule_rechecks LIMIT $1 FOR UPDATE SKIP LOCKED)
       RETURNING record_id AS id, entity_type AS "entityType"`,
      [limit],
    );
  }
}
