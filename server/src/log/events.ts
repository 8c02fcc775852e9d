import type { Actor, Cause } from '@etapa/shared/process/record';

/** One event as the log holds it. */
export interface LoggedEvent {
  seq: number;
  /** The transaction that wrote it (xid8, as text). */
  xid: string;
  id: string;
  at: Date;
  entityType: string | null;
  recordId: string | null;
  recordVersion: number | null;
  kind: string;
  /** The event without its kind. */
  data: { [name: string]: unknown };
  actor: Actor;
  cause: Cause;
}

/** The columns of `events` under the names of `LoggedEvent`. */
const EVENT_COLUMNS = `seq, xid::text AS xid, id, at, entity_type AS "entityType", record_id AS "recordId",
  record_version AS "recordVersion", kind, actor, cause`;

/** A place in the log: everything up to and including this event has been read. */
export interface Position {
  xid: string;
  seq: number;
}

/**
 * Events after a place, in order. Those of transactions that are still open, or younger than the oldest open one, stay
 * out: they could be overtaken, and a reader that had passed them would never see them. Ordered by the column and not
 * by the text that is answered under its name, in which 10 comes before 9.
 * $1 xid, $2 seq, $3 limit.
 */
export const EVENTS_AFTER = eventsAfter('data');

/**
 * The same for those who act on events: what was not to set anything off comes without what changed, which nobody
 * looks at and which is all the documents of an import.
 */
export const EVENTS_TO_ACT_ON = eventsAfter(
  `CASE WHEN cause ? 'silent' AND kind LIKE 'record.%' THEN '{}'::jsonb ELSE data END AS data`,
);

function eventsAfter(data: string): string {
  return `SELECT ${EVENT_COLUMNS}, ${data} FROM events
  WHERE (xid, seq) > ($1::xid8, $2::bigint) AND xid < pg_snapshot_xmin(pg_current_snapshot())
  ORDER BY events.xid, events.seq LIMIT $3`;
}

/**
 * Whether a consumer ($1) has events to read; no row when it has no cursor yet. The first one is asked for by order,
 * since for "is there any" PostgreSQL would read the whole log from its beginning.
 */
export const EVENTS_WAITING = `SELECT (
    SELECT true FROM events WHERE (events.xid, events.seq) > (cursors.xid, cursors.seq)
      AND events.xid < pg_snapshot_xmin(pg_current_snapshot())
    ORDER BY events.xid, events.seq LIMIT 1
  ) IS NOT NULL AS more FROM cursors WHERE consumer = $1`;
