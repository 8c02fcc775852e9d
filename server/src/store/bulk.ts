import type { Doc } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import { literal } from './conditions-fold.ts';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import type { Where } from './where.ts';

/** The parts of a record that a bulk change changed: fields by key (null for empty), owner, place, trash. */
export interface BulkPart {
  doc?: Doc;
  ownerId?: string | null;
  tags?: readonly string[];
  funnel?: string | null;
  stage?: string | null;
  deleted?: boolean;
}

/** One record of a bulk change. */
export interface BulkItem {
  ordinal: number;
  recordId: string;
  entityType: string;
  /** The record that was made for it. */
  madeId: string | null;
  /** Null until it has been changed. */
  before: BulkPart | null;
  after: BulkPart | null;
}

/** A record with what keeps it in its stage, as `StageHolds` reads it. */
export interface HeldRecord {
  record: RecordState;
  stamp: string;
  tasks: { id: string; title: string }[];
}

/** What a job did to one record. */
export type BulkDone = Pick<BulkItem, 'ordinal' | 'madeId' | 'before' | 'after'>;

const COLUMNS = `ordinal, record_id AS "recordId", entity_type AS "entityType", made_id AS "madeId", before, after`;

/** The records that bulk changes are about, as they were chosen, and what was done to each. */
@Injectable()
export class BulkStore {
  /** Chooses records by id, in the order given, each once. */
  async choose(db: Queryable, jobId: string, entityType: string, ids: string[]): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      `WITH chosen AS (
         INSERT INTO bulk_items (job_id, ordinal, record_id, entity_type)
         SELECT $1, row_number() OVER (ORDER BY min(n)), id, $2
         FROM unnest($3::uuid[]) WITH ORDINALITY AS given(id, n) GROUP BY id RETURNING 1
       ) SELECT count(*) AS count FROM chosen`,
      [jobId, entityType, ids],
    );
    return row?.count ?? 0;
  }

  /**
   * Chooses all that meet a condition at this moment, oldest first.
   * @param deleted among the trash instead of the living
   */
  async chooseAll(
    db: Queryable,
    jobId: string,
    entityType: string,
    { where, deleted = false }: { where: Where | null; deleted?: boolean },
  ): Promise<number> {
    const params: unknown[] = [jobId, entityType];
    const met = where ? `AND (${where(params)})` : '';
    const [row] = await db.query<{ count: number }>(
      `WITH chosen AS (
         INSERT INTO bulk_items (job_id, ordinal, record_id, entity_type)
         SELECT $1, row_number() OVER (ORDER BY r.created_at, r.id), r.id, $2 FROM records r
         WHERE r.entity_type = ${literal(entityType)} AND r.deleted_at IS ${deleted ? 'NOT ' : ''}NULL ${met} RETURNING 1
       ) SELECT count(*) AS count FROM chosen`,
      params,
    );
    return row?.count ?? 0;
  }

  /**
   * Chooses, for an undo, what another job changed or made, the last first.
   * @param madeType type of the records it made
   */
  async chooseChanged(db: Queryable, jobId: string, { of, madeType }: { of: string; madeType: string }) {
    const [row] = await db.query<{ count: number }>(
      `WITH chosen AS (
         INSERT INTO bulk_items (job_id, ordinal, record_id, entity_type, before, after)
         SELECT $1, row_number() OVER (ORDER BY ordinal DESC), coalesce(made_id, record_id),
           CASE WHEN made_id IS NULL THEN entity_type ELSE $3 END, before, after
         FROM bulk_items WHERE job_id = $2 AND (after IS NOT NULL OR made_id IS NOT NULL) RETURNING 1
       ) SELECT count(*) AS count FROM chosen`,
      [jobId, of, madeType],
    );
    return row?.count ?? 0;
  }

  /** Chooses, for an undo, the living records that an import made: those of its own type first. */
  async chooseMade(db: Queryable, jobId: string, { of, entityType }: { of: string; entityType: string }) {
    const [row] = await db.query<{ count: number }>(
      `WITH chosen AS (
         INSERT INTO bulk_items (job_id, ordinal, record_id, entity_type)
         SELECT $1, (SELECT coalesce(max(ordinal), 0) FROM bulk_items WHERE job_id = $1)
           + row_number() OVER (ORDER BY entity_type <> $3, entity_type, id DESC), id, entity_type
         FROM records WHERE created_by ->> 'id' = $2 AND created_by ->> 'kind' = 'import' AND deleted_at IS NULL
         RETURNING 1
       ) SELECT count(*) AS count FROM chosen`,
      [jobId, of, entityType],
    );
    return row?.count ?? 0;
  }

  /** Notes what an import changed of records that were there, for undoing it: in the transaction that did it. */
  async noteChanged(
    db: Queryable,
    jobId: string,
    entityType: string,
    changed: { recordId: string; before: BulkPart; after: BulkPart }[],
  ): Promise<void> {
    if (changed.length === 0) return;
    await db.prepared(
      'note-imported-items',
      `INSERT INTO bulk_items (job_id, ordinal, record_id, entity_type, before, after)
       SELECT $1, (SELECT coalesce(max(ordinal), 0) FROM bulk_items WHERE job_id = $1) + c.ordinality, c."recordId", $2,
         c.before, c.after
       FROM ROWS FROM (jsonb_to_recordset($3::jsonb) AS ("recordId" uuid, before jsonb, after jsonb)) WITH ORDINALITY
         AS c("recordId", before, after, ordinality)`,
      [jobId, entityType, JSON.stringify(changed)],
    );
  }

  /** In order, from the one after `after` on. */
  next(db: Queryable, jobId: string, after: number, limit: number): Promise<BulkItem[]> {
    return db.prepared(
      'bulk-items',
      `SELECT ${COLUMNS} FROM bulk_items WHERE job_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`,
      [jobId, after, limit],
    );
  }

  /** Records of a type by id, those in the trash included, in no order. */
  async records(db: Queryable, entityType: string, ids: string[]): Promise<HeldRecord[]> {
    const rows = await db.prepared<RecordRow & Pick<HeldRecord, 'stamp' | 'tasks'>>(
      'bulk-records',
      `SELECT ${RECORD_COLUMNS}, r.xmin::text AS stamp,
         (SELECT coalesce(jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title) ORDER BY t.id), '[]') FROM tasks t
          WHERE t.record_id = r.id AND t.status = 'open' AND t.blocks_stage = r.stage) AS tasks
       FROM records r WHERE r.id = ANY($1::uuid[]) AND r.entity_type = $2`,
      [ids, entityType],
    );
    return rows.map((row) => ({ record: toRecord(row), stamp: row.stamp, tasks: row.tasks }));
  }

  /** Notes what was done: in the transaction that did it. */
  async note(db: Queryable, jobId: string, done: BulkDone[]): Promise<void> {
    if (done.length === 0) return;
    await db.prepared(
      'note-bulk-items',
      `UPDATE bulk_items b SET made_id = d."madeId", before = d.before, after = d.after
       FROM jsonb_to_recordset($2::jsonb) AS d(ordinal bigint, "madeId" uuid, before jsonb, after jsonb)
       WHERE b.job_id = $1 AND b.ordinal = d.ordinal`,
      [jobId, JSON.stringify(done)],
    );
  }

  /**
   * Those of the records, made by a job, that something happened to which it did not bring about, or that living
   * records link to which stay: others' own, and what the job made and somebody has worked on since.
   * @param correlation of the job's own events
   */
  async touched(db: Queryable, ids: string[], { job, correlation }: { job: string; correlation: string }) {
    const rows = await db.query<{ id: string }>(
      `WITH RECURSIVE holders (id, by) AS (
         SELECT n.id, n.id FROM unnest($1::uuid[]) AS n(id)
         UNION
         SELECT h.id, f.id FROM holders h
         JOIN records r ON r.id = h.by AND (h.by = h.id OR r.created_by ->> 'id' = $2)
         JOIN record_links l ON l.to_id = h.by
         JOIN records f ON f.id = l.from_id AND f.deleted_at IS NULL
       )
       SELECT DISTINCT h.id FROM holders h JOIN records r ON r.id = h.by
       WHERE (h.by <> h.id AND r.created_by ->> 'id' <> $2) OR EXISTS (
         SELECT FROM events e WHERE e.record_id = h.by AND e.cause ->> 'correlation' <> $3 AND e.actor ->> 'id' <> $2
       )`,
      [ids, job, correlation],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Which of these records a living record of another type links to by one field. */
  async linkedFrom(db: Queryable, entityType: string, field: string, ids: string[]): Promise<Set<string>> {
    const rows = await db.query<{ id: string }>(
      `SELECT DISTINCT l.to_id AS id FROM record_links l JOIN records f ON f.id = l.from_id
       WHERE l.to_id = ANY($1::uuid[]) AND l.field = $2 AND f.entity_type = $3 AND f.deleted_at IS NULL`,
      [ids, field, entityType],
    );
    return new Set(rows.map(({ id }) => id));
  }

  /** Forgets the records of changes that ended before a moment: they can no longer be taken back. */
  async forgetOld(db: Queryable, before: Date): Promise<void> {
    await db.query(
      `DELETE FROM bulk_items b USING jobs j WHERE j.id = b.job_id AND j.kind IN ('bulk', 'undo') AND j.finished_at < $1`,
      [before],
    );
  }
}
