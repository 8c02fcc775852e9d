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

/** A place among the events of a record: a version of it, or, for events that are not about the record itself, of the log. */
interface At {
  recordId: string;
  recordVersion: number | null;
  seq: number;
}

const EVENTS_SINCE = `
  SELECT e.seq, e.xid::text AS xid, e.id, e.at, e.entity_type AS "entityType", e.record_id AS "recordId",
    e.record_version AS "recordVersion", e.kind, e.data, e.actor, e.cause
  FROM unnest($1::uuid[], $2::int[], $3::bigint[]) AS f(record_id, version, seq)
  JOIN events e ON e.record_id = f.record_id AND (e.record_version >= f.version OR e.record_version > 0 AND e.seq > f.seq)
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
    if (event.recordVersion === null) return this.after(event);
    return this.of(event).filter(({ recordVersion }) => (recordVersion ?? 0) >= (event.recordVersion ?? 0));
  }

  /** Events of the record after this one's command. */
  after(event: At): RecordLogEvent[] {
    const { recordVersion: version } = event;
    return this.of(event).filter(({ recordVersion, seq }) =>
      version === null ? seq > event.seq : (recordVersion ?? 0) > version,
    );
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
    const first = new Map<string, { version: number | null; seq: number | null }>();
    for (const { recordId, recordVersion, seq } of events) {
      const { version = null, seq: known = null } = first.get(recordId) ?? {};
      first.set(recordId, {
        version: recordVersion === null ? version : Math.min(recordVersion, version ?? recordVersion),
        seq: recordVersion === null ? Math.min(seq, known ?? seq) : known,
      });
    }
    const ids = [...first.keys()];
    const places = [...first.values()];
    const rows = await db.prepared<RecordRow>(
      'records-of-events',
      `SELECT ${RECORD_COLUMNS} FROM records r WHERE r.id = ANY($1::uuid[])`,
      [ids],
    );
    const log = await db.prepared<RecordLogEvent>('events-since', EVENTS_SINCE, [
      ids,
      places.map(({ version }) => version),
      places.map(({ seq }) => seq),
    ]);
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
