import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

export interface PresentDesigner {
  userId: string;
  name: string;
  part: string;
  seenAt: Date;
}

/** Who said lately that they are in the builder of a process. */
@Injectable()
export class DesignPresenceStore {
  async note(
    db: Queryable,
    { entityType, userId, part, now }: { entityType: string; userId: string; part: string; now: Date },
  ): Promise<void> {
    await db.query(
      `INSERT INTO design_presence (entity_type, user_id, part, seen_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (entity_type, user_id) DO UPDATE SET part = excluded.part, seen_at = excluded.seen_at`,
      [entityType, userId, part, now],
    );
  }

  async leave(db: Queryable, entityType: string, userId: string): Promise<void> {
    await db.query('DELETE FROM design_presence WHERE entity_type = $1 AND user_id = $2', [entityType, userId]);
  }

  /** Active people other than one, seen since a moment, by name. */
  others(db: Queryable, entityType: string, userId: string, since: Date): Promise<PresentDesigner[]> {
    return db.query(
      `SELECT p.user_id AS "userId", u.name, p.part, p.seen_at AS "seenAt"
       FROM design_presence p JOIN users u ON u.id = p.user_id
       WHERE p.entity_type = $1 AND p.user_id <> $2 AND p.seen_at >= $3 AND u.active ORDER BY u.name, p.user_id`,
      [entityType, userId, since],
    );
  }
}
