import type { Actor, Cause } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { bind, type Where } from './where.ts';

/** Something that happened to a record somebody follows. */
export interface FollowedRow {
  key: string;
  id: string;
  kind: string;
  at: Date;
  actor: Actor;
  cause: Cause;
  data: { [name: string]: unknown };
  entityType: string;
  recordId: string;
  number: number;
  /** Null where the reader may not read titles. */
  title: string | null;
}

/** What followers hear of. */
export const FOLLOWED_EVENTS = [
  'record.updated',
  'record.moved',
  'record.assigned',
  'record.deleted',
  'record.restored',
  'comment.added',
  'contact.logged',
  'task.completed',
  'approval.decided',
] as const;

/** How many of the records one follows are looked at, the liveliest first; and of each, how many changes. */
const RECORDS = 200;
const EACH = 5;

/** Whether owning is following: on unless switched off. */
const OWN = `coalesce((s.settings ->> 'followOwn')::boolean, true)`;

/** Who follows which record. Who owns one follows it too, unless they chose otherwise. */
@Injectable()
export class FollowStore {
  async state(db: Queryable, userId: string, recordId: string): Promise<{ following: boolean; followers: number }> {
    const followers = await this.followers(db, [recordId]);
    return { following: followers.some((each) => each.userId === userId), followers: followers.length };
  }

  async set(db: Queryable, userId: string, recordId: string, following: boolean, now: Date): Promise<void> {
    await db.query(
      `INSERT INTO follows (user_id, record_id, following, since) VALUES ($1, $2, $3, $4)
       ON CONFLICT (user_id, record_id) DO UPDATE SET following = excluded.following, since = excluded.since`,
      [userId, recordId, following, now],
    );
  }

  /** People who were mentioned follow the record from now on, where they like that and have not stopped before. */
  async mentioned(db: Queryable, userIds: string[], recordId: string, now: Date): Promise<void> {
    await db.query(
      `INSERT INTO follows (user_id, record_id, following, since)
       SELECT u.id, $2, true, $3 FROM users u LEFT JOIN notification_settings s ON s.user_id = u.id
       WHERE u.id = ANY($1::uuid[]) AND coalesce((s.settings ->> 'followMentioned')::boolean, true)
       ON CONFLICT DO NOTHING`,
      [userIds, recordId, now],
    );
  }

  /** Everybody who follows any of the records. */
  followers(db: Queryable, recordIds: string[]): Promise<{ recordId: string; userId: string }[]> {
    return db.prepared(
      'followers',
      `SELECT f.record_id AS "recordId", f.user_id AS "userId" FROM follows f
       WHERE f.record_id = ANY($1::uuid[]) AND f.following
       UNION
       SELECT r.id, r.owner_id FROM records r LEFT JOIN notification_settings s ON s.user_id = r.owner_id
       WHERE r.id = ANY($1::uuid[]) AND r.owner_id IS NOT NULL AND ${OWN}
         AND NOT EXISTS (SELECT FROM follows f WHERE f.record_id = r.id AND f.user_id = r.owner_id)`,
      [recordIds],
    );
  }

  /** Titles of records, and which field holds them. */
  titles(db: Queryable, ids: string[]): Promise<{ id: string; number: number; title: string; titleField: string }[]> {
    return db.query(
      `SELECT r.id, r.number, r.title, t.definition ->> 'titleField' AS "titleField"
       FROM records r JOIN entity_types t ON t.key = r.entity_type WHERE r.id = ANY($1::uuid[])`,
      [ids],
    );
  }

  /**
   * What others did to what somebody follows, newest first. Imports are no news.
   * @param scope over `records r`: those they may read @param titled those whose title they may read
   */
  changes(db: Queryable, userId: string, scope: Where, titled: Where, limit: number): Promise<FollowedRow[]> {
    const params: unknown[] = [];
    const me = bind(params, userId);
    const readable = scope(params);
    const title = titled(params);
    return db.query<FollowedRow>(
      `WITH followed AS MATERIALIZED (
         SELECT r.id, r.entity_type, r.number, r.owner_id, CASE WHEN ${title} THEN r.title END AS title FROM records r
         WHERE r.deleted_at IS NULL AND (${readable}) AND (
           r.id IN (SELECT f.record_id FROM follows f WHERE f.user_id = ${me} AND f.following)
           OR (r.owner_id = ${me} AND (SELECT coalesce(bool_and(${OWN}), true) FROM notification_settings s WHERE s.user_id = ${me})
             AND NOT EXISTS (SELECT FROM follows f WHERE f.record_id = r.id AND f.user_id = ${me})))
         ORDER BY greatest(r.updated_at, r.last_activity_at) DESC LIMIT ${RECORDS})
       SELECT 'e' || lpad(e.seq::text, 20, '0') AS key, e.id, e.kind, e.at, e.actor, e.cause, e.data,
         o.entity_type AS "entityType", o.id AS "recordId", o.number, o.title
       FROM followed o CROSS JOIN LATERAL (
         SELECT * FROM events e WHERE e.record_id = o.id AND e.kind = ANY(${bind(params, FOLLOWED_EVENTS)}::text[])
           AND e.actor ->> 'kind' <> 'import' AND NOT (e.actor @> jsonb_build_object('kind', 'user', 'id', ${me}::text))
         ORDER BY e.seq DESC LIMIT ${EACH}) e
       ORDER BY e.at DESC, e.seq DESC LIMIT ${bind(params, limit)}`,
      params,
    );
  }
}
