import type { Actor, Cause } from '@etapa/shared/process/record';
import { newId } from '../store/ids.ts';
import type { Transaction } from '../store/transaction.ts';

export interface NewEvent {
  kind: string;
  at: Date;
  data: object;
  actor: Actor;
  cause: Cause;
  entityType?: string | null;
  recordId?: string | null;
  recordVersion?: number | null;
}

/**
 * Appends events in the transaction that did what they tell. Records append theirs in the statement that writes them.
 * @returns the events' ids, in the same order
 */
export async function append(tx: Transaction, events: NewEvent[]): Promise<string[]> {
  if (events.length === 0) return [];
  const rows = events.map((event) => ({
    id: newId(),
    at: event.at,
    entity_type: event.entityType ?? null,
    record_id: event.recordId ?? null,
    record_version: event.recordVersion ?? null,
    kind: event.kind,
    data: event.data,
    actor: event.actor,
    cause: event.cause,
  }));
  await tx.prepared(
    'append-events',
    `INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
     SELECT id, at, entity_type, record_id, record_version, kind, data, actor, cause
     FROM ROWS FROM (jsonb_to_recordset($1::jsonb) AS (id uuid, at timestamptz, entity_type text, record_id uuid,
       record_version int, kind text, data jsonb, actor jsonb, cause jsonb)) WITH ORDINALITY
     ORDER BY ordinality`,
    [JSON.stringify(rows)],
  );
  tx.tellReaders();
  return rows.map((row) => row.id);
}
