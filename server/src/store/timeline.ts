import type { Actor, Cause } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

/** One thing that happened to a record. */
export interface TimelineRow {
  /** Tells things of one moment apart, and orders them. */
  key: string;
  id: string;
  kind: string;
  at: Date;
  actor: Actor;
  cause: Cause;
  data: { [name: string]: unknown };
}

export const TIMELINE_EVENTS = {
  change: [
    'record.created',
    'record.updated',
    'record.converted',
    'record.assigned',
    'record.tagged',
    'record.deleted',
    'record.restored',
    'record.merged',
    'record.unmerged',
  ],
  move: ['record.moved'],
  comment: ['comment.added'],
  contact: ['contact.logged'],
  task: ['task.created', 'task.updated', 'task.completed', 'task.reopened', 'task.overdue'],
  approval: ['approval.requested', 'approval.decided'],
  email: ['email.written'],
  rule: ['button.pressed', 'request.answered'],
} as const satisfies { [kind: string]: readonly string[] };

/** What happened to records, out of the log and the runs of rules. */
@Injectable()
export class TimelineStore {
  /**
   * Newest first. Comments and contacts that were taken back are gone.
   * @param recordIds the record's, and those of records that were merged into it, whose own end is not told
   */
  async page(
    db: Queryable,
    recordIds: string[],
    kinds: (keyof typeof TIMELINE_EVENTS)[],
    { limit, after }: PageRequest,
  ): Promise<Page<TimelineRow>> {
    const rows = await db.query<TimelineRow>(
      `SELECT * FROM (
         SELECT 'e' || lpad(e.seq::text, 20, '0') AS key, e.id::text AS id, e.kind, e.at, e.actor, e.cause,
           CASE WHEN c.id IS NOT NULL THEN e.data || jsonb_build_object('text', c.text)
             WHEN t.id IS NOT NULL THEN e.data || jsonb_build_object('contact', e.data -> 'contact' || jsonb_build_object(
               'kind', t.kind, 'at', to_json(t.at AT TIME ZONE 'UTC') #>> '{}' || 'Z', 'text', t.text,
               'bantc', jsonb_build_object('budget', t.budget, 'authority', t.authority, 'need', t.need,
                 'timing', t.timing, 'competitor', t.competitor), 'version', t.version))
             WHEN m.id IS NOT NULL THEN e.data || jsonb_build_object('state', m.state) ELSE e.data END AS data
         FROM events e LEFT JOIN comments c ON e.kind = 'comment.added' AND c.id = (e.data ->> 'commentId')::uuid
           LEFT JOIN contacts t ON e.kind = 'contact.logged' AND t.id = (e.data ->> 'contactId')::uuid
           LEFT JOIN emails m ON e.kind = 'email.written' AND m.id = (e.data ->> 'emailId')::uuid
         WHERE e.record_id = ANY($1::uuid[])
           AND (e.record_id = ($1::uuid[])[1] OR e.kind NOT IN ('record.deleted', 'record.restored'))
           AND e.kind = ANY($2::text[]) AND (e.kind <> 'comment.added' OR c.id IS NOT NULL)
           AND (e.kind <> 'contact.logged' OR t.id IS NOT NULL)
         UNION ALL
         SELECT 'r' || run.id::text, run.id::text, 'rule.run', run.created_at,
           jsonb_build_object('kind', 'rule', 'id', rule.key, 'version', run.rule_version, 'runId', run.id), run.cause,
           jsonb_build_object('runId', run.id, 'rule', rule.key, 'name', rule.definition ->> 'name',
             'ruleVersion', run.rule_version, 'status', run.status, 'error', run.error)
         FROM rule_runs run JOIN rules rule ON rule.id = run.rule_id WHERE run.record_id = ANY($1::uuid[]) AND $3::boolean
       ) AS happened
       WHERE $4::timestamptz IS NULL OR (at, key COLLATE "C") < ($4, $5)
       ORDER BY at DESC, key COLLATE "C" DESC LIMIT $6`,
      [
        recordIds,
        kinds.flatMap((kind) => TIMELINE_EVENTS[kind]),
        kinds.includes('rule'),
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return cutPage(
      rows,
      limit,
      ({ at, key }) => [at.toISOString(), key],
      (row) => row,
    );
  }

  /** Names of rules of a type, by key. */
  async ruleNames(db: Queryable, entityType: string, keys: string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await db.query<{ key: string; name: string }>(
      `SELECT key, definition ->> 'name' AS name FROM rules WHERE key = ANY($2) ORDER BY (entity_type = $1)`,
      [entityType, keys],
    );
    return new Map(rows.map(({ key, name }) => [key, name]));
  }
}
