import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Queryable } from './database.ts';
import { NotificationEntity } from './entities/notification.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type NotificationRow = NotificationEntity;

@Injectable()
export class NotificationStore {
  async insert(db: Queryable, rows: NotificationRow[]): Promise<void> {
    await db.query(
      `INSERT INTO notifications (id, user_id, kind, text, record_id, entity_type, data, created_at, in_app, email_at)
       SELECT id, user_id, kind, text, record_id, entity_type, data, created_at, in_app, email_at
       FROM jsonb_to_recordset($1::jsonb) AS (id uuid, user_id uuid, kind text, text text, record_id uuid,
         entity_type text, data jsonb, created_at timestamptz, in_app boolean, email_at timestamptz)`,
      [
        JSON.stringify(
          rows.map((row) => ({
            id: row.id,
            user_id: row.userId,
            kind: row.kind,
            text: row.text,
            record_id: row.recordId,
            entity_type: row.entityType,
            data: row.data,
            created_at: row.createdAt,
            in_app: row.inApp,
            email_at: row.emailAt,
          })),
        ),
      ],
    );
  }

  /** A person's own, newest first. */
  async list(
    db: Queryable,
    userId: string,
    unread: boolean | undefined,
    { limit, after }: PageRequest,
  ): Promise<Page<NotificationRow>> {
    const query = db.manager.createQueryBuilder(NotificationEntity, 'n').where({ userId, inApp: true });
    if (unread !== undefined) query.andWhere(unread ? 'n.readAt IS NULL' : 'n.readAt IS NOT NULL');
    if (after) query.andWhere('n.id < :id', { id: after[0] });
    const rows = await query
      .orderBy('n.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return cutPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  countUnread(db: Queryable, userId: string): Promise<number> {
    return db.manager.countBy(NotificationEntity, { userId, inApp: true, readAt: IsNull() });
  }

  /** Those of the records that a person was told of in this way and has not read yet: once is enough. */
  async waiting(db: Queryable, userId: string, kind: string, recordIds: string[]): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `SELECT DISTINCT record_id AS id FROM notifications
       WHERE user_id = $1 AND kind = $2 AND record_id = ANY($3::uuid[]) AND read_at IS NULL
         AND (in_app OR email_at IS NOT NULL)`,
      [userId, kind, recordIds],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * Brings what a person was told of records in this way, and has not read yet, up to the newest: it counts how often
   * (`data.times`) and comes first again. An e-mail that waits says it then; one that went is not sent again.
   * @param rows one for each record, `times` being how often it happened now
   */
  async renew(db: Queryable, rows: (Omit<NotificationRow, 'emailAt' | 'inApp' | 'readAt'> & { times: number })[]) {
    const given = rows.map(({ id, userId, kind, text, recordId, data, createdAt, times }) => ({
      id,
      kind,
      text,
      data,
      times,
      user_id: userId,
      record_id: recordId,
      created_at: createdAt,
    }));
    return db.query<{ id: string; userId: string; inApp: boolean }>(
      `UPDATE notifications n SET id = g.id, text = g.text, created_at = g.created_at,
         data = g.data || jsonb_build_object('times', coalesce((n.data ->> 'times')::int, 1) + g.times)
       FROM jsonb_to_recordset($1::jsonb) AS g (id uuid, user_id uuid, kind text, text text, record_id uuid, data jsonb,
         created_at timestamptz, times int)
       WHERE n.id = (SELECT w.id FROM notifications w WHERE w.user_id = g.user_id AND w.kind = g.kind
         AND w.record_id = g.record_id AND w.read_at IS NULL AND (w.in_app OR w.email_at IS NOT NULL)
         ORDER BY w.id DESC LIMIT 1)
       RETURNING n.id, n.user_id AS "userId", n.in_app AS "inApp"`,
      [JSON.stringify(given)],
    );
  }

  /** Whether a person was told of this very thing and has not read it yet. @param data part of the notification's */
  async isWaiting(db: Queryable, userId: string, kind: string, data: { [name: string]: unknown }): Promise<boolean> {
    const rows = await db.query(
      `SELECT FROM notifications
       WHERE user_id = $1 AND kind = $2 AND read_at IS NULL AND data @> $3::jsonb AND (in_app OR email_at IS NOT NULL)
       LIMIT 1`,
      [userId, kind, JSON.stringify(data)],
    );
    return rows.length > 0;
  }

  async isEmailDue(db: Queryable, now: Date): Promise<boolean> {
    const rows = await db.prepared('any-notification-email', 'SELECT FROM notifications WHERE email_at <= $1 LIMIT 1', [
      now,
    ]);
    return rows.length > 0;
  }

  /** Takes what is to go out by e-mail by now, the first first: who takes it must write it. */
  takeEmails(tx: Queryable, now: Date, limit: number): Promise<NotificationRow[]> {
    return tx.query(
      `WITH taken AS (
         UPDATE notifications SET email_at = NULL WHERE id IN (
           SELECT id FROM notifications WHERE email_at <= $1 ORDER BY email_at, id LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id, user_id AS "userId", kind, text, record_id AS "recordId", entity_type AS "entityType", data,
           created_at AS "createdAt", read_at AS "readAt", in_app AS "inApp", email_at AS "emailAt")
       SELECT * FROM taken ORDER BY id`,
      [now, limit],
    );
  }

  /** @param ids null: all of them */
  async markRead(db: Queryable, userId: string, ids: string[] | null, now: Date): Promise<void> {
    await db.query(
      `UPDATE notifications SET read_at = $3
       WHERE user_id = $1 AND read_at IS NULL AND ($2::uuid[] IS NULL OR id = ANY($2))`,
      [userId, ids, now],
    );
  }
}
