import type { Actor, Cause, RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';

/** An event of a record, with the place it has among the record's own. */
export interface RecordLogEvent {
  seq: number;
  xid: string;
  id: string;
  at: Date;
  entityType: string | null;
  recordId: string | null;
  recordVersion: number | null;
  kind: string;
  data: { [name: string]: unknown };
  actor: Actor;
  cause: Cause;
}

interface At {
  recordId: string;
  recordVersion: number | null;
  seq: number;
}

const EVENTS_SINCE = `
  SELECT e.seq, e.xid::text AS xid, e.id, e.at, e.entity_type AS "entityType", e.record_id AS "recordId",
    e.record_version AS "recordVersion", e.kind, e.data, e.actor, e.cause
  FROM unnest($1::uuid[], $2::int[]) AS f(record_id, version)
  JOIN events e ON e.record_id = f.record_id AND e.record_version >= f.version
  ORDER BY e.record_version, e.seq`;

/**
 * Records with what has happened to them since certain events: enough to see them as they were then. The events of one
 * command share a version and are seen together: a move that brought values with it finds them there.
 */
export class RecordPasts {
  constructor(
    readonly records: ReadonlyMap<string, RecordState>,
    private readonly events: ReadonlyMap<string, RecordLogEvent[]>,
  ) {}

  /** Events of the record from this one's command on. */
  since(event: At): RecordLogEvent[] {
    return this.of(event).filter(({ recordVersion }) => (recordVersion ?? 0) >= (event.recordVersion ?? 0));
  }

  /** Events of the record after this one's command. */
  after(event: At): RecordLogEvent[] {
    return this.of(event).filter(({ recordVersion }) => (recordVersion ?? 0) > (event.recordVersion ?? 0));
  }

  /** Those that the record as it was read already shows: it was read a moment before them. */
  private of({ recordId }: At): RecordLogEvent[] {
    const version = this.records.get(recordId)?.version ?? 0;
    return (this.events.get(recordId) ?? []).filter(({ recordVersion }) => (recordVersion ?? 0) <= version);
  }
}

/** Reads records together with the part of the log that is theirs. */
@Injectable()
export class RecordEventStore {
  /** The records of events, be they in the trash, and everything that has happened to them from there on. */
  async around(db: Queryable, events: At[]): Promise<RecordPasts> {
    const first = new Map<string, number>();
    for (const { recordId, recordVersion } of events) {
      first.set(recordId, Math.min(recordVersion ?? 1, first.get(recordId) ?? Number.MAX_SAFE_INTEGER));
    }
    const ids = [...first.keys()];
    const rows = await db.prepared<RecordRow>(
      'records-of-events',
      `SELECT ${RECORD_COLUMNS} FROM records r WHERE r.id = ANY($1::uuid[])`,
      [ids],
    );
    const log = await db.prepared<RecordLogEvent>('events-since', EVENTS_SINCE, [ids, [...first.values()]]);
    const byRecord = new Map<string, RecordLogEvent[]>();
    for (const event of log) {
      if (event.recordId === null) continue;
      const own = byRecord.get(event.recordId);
      if (own) own.push(event);
      else byRecord.set(event.recordId, [event]);
    }
    return new RecordPasts(new Map(rows.map((row) => [row.id, toRecord(row)])), byRecord);
  }
}
