import type { RecordEvent } from '@etapa/shared/process/event';
import type { Actor, Cause } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { newId } from './ids.ts';

/** A row of a history: a visit of a stage, as the file has it. */
export interface VisitRow {
  line: number;
  /** Which record it is of, by the value of its unique field, or its number. */
  key: string;
  /** ISO 8601 in UTC. */
  at: string;
  cells: string[];
}

/** A visit as it is kept. */
export interface Visit {
  funnel: string;
  stage: string;
  /** ISO 8601 in UTC. */
  at: string;
  actor: Actor;
}

/** A visit that a record has. */
export interface KeptVisit extends Visit {
  recordId: string;
  ordinal: number;
}

/** The past of one record, to be put before what it lived through here. */
export interface Past {
  recordId: string;
  recordVersion: number;
  visits: Visit[];
  /** How many of the visits it has, the first ones, the new ones take the place of. */
  replaced: number;
  /** When the first of its other visits began; absent where none is left. */
  until?: string;
  /** When the record began, where that is earlier than was known. */
  createdAt?: string;
  events: { at: string; actor: Actor; event: RecordEvent }[];
}

/** The past of records on its way in. */
@Injectable()
export class HistoryStore {
  /** Lays rows aside until all are there. */
  async lay(db: Queryable, jobId: string, rows: VisitRow[]): Promise<void> {
    if (rows.length === 0) return;
    await db.query(
      `INSERT INTO import_visits (job_id, line, record_key, at, cells)
       SELECT $1, line, key, at, cells
       FROM jsonb_to_recordset($2::jsonb) AS v(line bigint, key text, at timestamptz, cells jsonb)`,
      [jobId, JSON.stringify(rows)],
    );
  }

  /** The rows of the next records, each record's in order of time, ties in order of the file. */
  next(db: Queryable, jobId: string, after: string, limit: number): Promise<VisitRow[]> {
    return db.query(
      `SELECT line, record_key AS key, to_json(at AT TIME ZONE 'UTC') #>> '{}' || 'Z' AS at, cells FROM import_visits
       WHERE job_id = $1 AND record_key IN (
         SELECT DISTINCT record_key COLLATE "C" AS key FROM import_visits
         WHERE job_id = $1 AND record_key COLLATE "C" > $2 ORDER BY key LIMIT $3
       ) ORDER BY record_key COLLATE "C", at, line`,
      [jobId, after, limit],
    );
  }

  async count(db: Queryable, jobId: string): Promise<number> {
    const [row] = await db.query<{ count: number }>('SELECT count(*) AS count FROM import_visits WHERE job_id = $1', [
      jobId,
    ]);
    return row?.count ?? 0;
  }

  async forget(db: Queryable, jobId: string): Promise<void> {
    await db.query('DELETE FROM import_visits WHERE job_id = $1', [jobId]);
  }

  /** Ids of live records by their numbers. */
  byNumbers(db: Queryable, entityType: string, numbers: number[]): Promise<{ id: string; number: number }[]> {
    return db.query(
      'SELECT id, number FROM records WHERE entity_type = $1 AND number = ANY($2::bigint[]) AND deleted_at IS NULL',
      [entityType, numbers],
    );
  }

  /** The visits that records have, in order. */
  visits(db: Queryable, recordIds: string[]): Promise<KeptVisit[]> {
    return db.query(
      `SELECT record_id AS "recordId", ordinal, funnel, stage, entered_by AS actor,
         to_json(entered_at AT TIME ZONE 'UTC') #>> '{}' || 'Z' AS at
       FROM stage_visits WHERE record_id = ANY($1::uuid[]) ORDER BY record_id, ordinal`,
      [recordIds],
    );
  }

  /** Puts pasts before what their records lived through here, with an event for each visit. */
  async write(db: Queryable, entityType: string, pasts: Past[], cause: Cause): Promise<void> {
    if (pasts.length === 0) return;
    const replaced = pasts.filter((past) => past.replaced > 0 || past.until !== undefined);
    if (replaced.length > 0) await this.makeRoom(db, replaced);
    const visits = pasts.flatMap(({ recordId, visits: own, until }) =>
      own.map(({ funnel, stage, at, actor }, index) => ({
        record_id: recordId,
        funnel,
        stage,
        at,
        actor,
        left: own[index + 1]?.at ?? until ?? null,
        ordinal: index + 1,
      })),
    );
    await db.query(
      `INSERT INTO stage_visits (record_id, entity_type, funnel, stage, entered_at, entered_by, left_at, ordinal)
       SELECT record_id, $1, funnel, stage, at, actor, "left", ordinal FROM jsonb_to_recordset($2::jsonb)
         AS v(record_id uuid, funnel text, stage text, at timestamptz, actor jsonb, "left" timestamptz, ordinal int)`,
      [entityType, JSON.stringify(visits)],
    );
    const events = pasts.flatMap(({ recordId, recordVersion, events: own }) =>
      own.map(({ at, actor, event: { kind, ...data } }) => ({
        id: newId(),
        at,
        record_id: recordId,
        record_version: recordVersion,
        kind,
        data,
        actor,
      })),
    );
    await db.query(
      `INSERT INTO events (id, at, entity_type, record_id, record_version, kind, data, actor, cause)
       SELECT id, at, $1, record_id, record_version, kind, data, actor, $3::jsonb
       FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS (id uuid, at timestamptz, record_id uuid, record_version int,
         kind text, data jsonb, actor jsonb)) WITH ORDINALITY ORDER BY ordinality`,
      [entityType, JSON.stringify(events), JSON.stringify(cause)],
    );
    const begun = pasts.flatMap(({ recordId, createdAt }) => (createdAt ? [{ id: recordId, at: createdAt }] : []));
    await db.query(
      `UPDATE records r SET created_at = b.at FROM jsonb_to_recordset($1::jsonb) AS b(id uuid, at timestamptz)
       WHERE r.id = b.id AND b.at < r.created_at`,
      [JSON.stringify(begun)],
    );
    db.tellReaders();
  }

  /** Takes the first visits away and moves the others behind those that come. */
  private async makeRoom(db: Queryable, pasts: Past[]): Promise<void> {
    const rows = pasts.map(({ recordId, replaced, visits }) => ({ id: recordId, replaced, coming: visits.length }));
    const given = `jsonb_to_recordset($1::jsonb) AS p(id uuid, replaced int, coming int)`;
    const params = [JSON.stringify(rows)];
    await db.query(
      `DELETE FROM stage_visits v USING ${given} WHERE v.record_id = p.id AND v.ordinal <= p.replaced`,
      params,
    );
    // By way of negative numbers: a record has no two visits of one number, not even for a moment.
    await db.query(
      `UPDATE stage_visits v SET ordinal = -(v.ordinal - p.replaced + p.coming) FROM ${given} WHERE v.record_id = p.id`,
      params,
    );
    await db.query(
      `UPDATE stage_visits v SET ordinal = -v.ordinal FROM ${given} WHERE v.record_id = p.id AND v.ordinal < 0`,
      params,
    );
  }
}
