import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { EmailEntity } from './entities/email.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { bind, type Where } from './where.ts';

export type EmailRow = EmailEntity;

/** An e-mail with the names that lists show. */
export interface ListedEmail extends Omit<EmailRow, 'recipients' | 'attachments' | 'html'> {
  /** Whether it has a page with pictures. */
  hasPage: boolean;
  recipients: { address: string; userId: string | null; name: string | null }[];
  attachments: { id: string; name: string }[];
}

const COLUMNS = `m.id, m.record_id AS "recordId", m.entity_type AS "entityType", m.run_id AS "runId",
  m.step_path AS "stepPath", m.message_id AS "messageId", m.subject, m.body, m.state, m.attempts, m.error,
  m.due_at AS "dueAt", m.created_by AS "createdBy", m.cause, m.created_at AS "createdAt", m.sent_at AS "sentAt"`;

const NAMED = `
  m.html IS NOT NULL AS "hasPage",
  (SELECT coalesce(jsonb_agg(p.to || jsonb_build_object('name', u.name) ORDER BY p.at), '[]')
   FROM jsonb_array_elements(m.recipients) WITH ORDINALITY AS p("to", at)
   LEFT JOIN users u ON u.id = (p."to" ->> 'userId')::uuid) AS recipients,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', f.id, 'name', f.name) ORDER BY array_position(m.attachments, f.id)), '[]')
   FROM files f WHERE f.id = ANY(m.attachments)) AS attachments`;

/** E-mails that rules write, sent or not. */
@Injectable()
export class EmailStore {
  async insert(db: Queryable, email: EmailRow): Promise<void> {
    await db.manager.insert(EmailEntity, email);
  }

  /**
   * Newest first; those on records in the trash are left out. One about no record is for its reader alone.
   * @param scope over `records r`
   */
  async list(
    db: Queryable,
    filter: { id?: string; record?: string; state?: string },
    scope: Where,
    reader: string,
    { limit, after }: PageRequest,
  ): Promise<Page<ListedEmail>> {
    const params: unknown[] = [];
    const own = `m.record_id IS NULL AND m.recipients @> jsonb_build_array(jsonb_build_object('userId', ${bind(params, reader)}::text))`;
    const terms = [`(${own} OR (r.deleted_at IS NULL AND (${scope(params)})))`];
    if (filter.id) terms.push(`m.id = ${bind(params, filter.id)}`);
    if (filter.record) terms.push(`m.record_id = ${bind(params, filter.record)}`);
    if (filter.state) terms.push(`m.state = ${bind(params, filter.state)}`);
    if (after) terms.push(`m.id < ${bind(params, after[0])}::uuid`);
    const rows = await db.query<ListedEmail>(
      `SELECT ${COLUMNS}, ${NAMED} FROM emails m LEFT JOIN records r ON r.id = m.record_id
       WHERE ${terms.join(' AND ')} ORDER BY m.id DESC LIMIT ${limit + 1}`,
      params,
    );
    return cutPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** The page of one, with its pictures; null where it is text alone. */
  async page(db: Queryable, id: string): Promise<string | null> {
    const [row] = await db.query<{ html: string | null }>('SELECT html FROM emails WHERE id = $1', [id]);
    return row?.html ?? null;
  }

  /** Queued ones whose time has come. */
  async due(db: Queryable, now: Date, limit: number): Promise<{ id: string; attempts: number }[]> {
    return db.query(
      `SELECT id, attempts FROM emails WHERE state = 'queued' AND due_at <= $1 ORDER BY due_at LIMIT $2`,
      [now, limit],
    );
  }

  /**
   * Takes a queued one whose time has come, so that nobody else sends it before `until`.
   * @returns undefined when another worker has it, or it is sent
   */
  async take(db: Queryable, id: string, now: Date, until: Date): Promise<EmailRow | undefined> {
    const [row] = await db.query<EmailRow>(
      `UPDATE emails m SET due_at = $3, attempts = attempts + 1
       WHERE m.id = $1 AND m.state = 'queued' AND m.due_at <= $2 RETURNING ${COLUMNS}, m.html, m.recipients, m.attachments`,
      [id, now, until],
    );
    return row;
  }

  /** Notes how an attempt went. @returns false when another attempt has begun since: its word holds */
  async note(
    db: Queryable,
    { id, attempts }: Pick<EmailRow, 'id' | 'attempts'>,
    how: Pick<EmailRow, 'state' | 'error' | 'dueAt' | 'sentAt'>,
  ): Promise<boolean> {
    const rows = await db.query(
      `UPDATE emails SET state = $3, error = $4, due_at = $5, sent_at = $6
       WHERE id = $1 AND attempts = $2 AND state = 'queued' RETURNING id`,
      [id, attempts, how.state, how.error, how.dueAt, how.sentAt],
    );
    return rows.length > 0;
  }

  /** Lets one that failed or was kept only be sent. @returns whether it was one */
  async requeue(db: Queryable, id: string, now: Date): Promise<boolean> {
    const rows = await db.query(
      `UPDATE emails SET state = 'queued', error = NULL, attempts = 0, due_at = $2
       WHERE id = $1 AND state IN ('failed', 'notSent') RETURNING id`,
      [id, now],
    );
    return rows.length > 0;
  }

  /** Addresses of people, of those who are active and have one. */
  addresses(db: Queryable, userIds: string[]): Promise<{ userId: string; address: string }[]> {
    return db.query(
      `SELECT id AS "userId", email AS address FROM users WHERE id = ANY($1::uuid[]) AND active AND email IS NOT NULL
       ORDER BY array_position($1::uuid[], id)`,
      [userIds],
    );
  }
}
