import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** What the log says has happened since a moment that a statement saw. */
@Injectable()
export class ChangeStore {
  /**
   * @param snapshot of PostgreSQL, as text: what was seen
   * @param userId who asks
   * @returns whether anything was written that was not seen then, and whether by this person
   */
  async since(db: Queryable, snapshot: string, userId: string): Promise<{ any: boolean; own: boolean }> {
    const [row] = await db.prepared<{ any: boolean | null; own: boolean | null }>(
      'changes-since',
      `SELECT true AS any, bool_or(coalesce(actor ->> 'userId', actor ->> 'id') = $2) AS own FROM events
       WHERE xid >= pg_snapshot_xmin($1::pg_snapshot) AND NOT pg_visible_in_snapshot(xid, $1::pg_snapshot)
       HAVING count(*) > 0`,
      [snapshot, userId],
    );
    return { any: row?.any ?? false, own: row?.own ?? false };
  }
}
