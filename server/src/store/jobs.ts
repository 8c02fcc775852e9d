import type { JobFailure, JobStatus } from '@etapa/shared/api/jobs';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

/** A job as a worker takes it. */
export interface JobRow {
  id: string;
  kind: string;
  status: JobStatus;
  input: { [name: string]: unknown };
  /** What the work itself remembers from batch to batch, so that another worker can go on. */
  progress: { [name: string]: unknown };
  done: number;
  total: number | null;
  failed_count: number;
  result: { [name: string]: unknown } | null;
  error: { message: string } | null;
  user_id: string | null;
  /** The job that takes back what this one did. */
  undone_by: string | null;
  created_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

/** One thing that could not be done, with the row of a file as it came. */
export interface NewFailure extends JobFailure {
  row?: string[];
}

const COLUMNS = `id, kind, status, input, progress, done, total, failed_count, result, error, user_id, undone_by, created_at,
  started_at, finished_at`;

/** Long work that people wait for and watch. */
@Injectable()
export class JobStore {
  async insert(
    db: Queryable,
    job: { id: string; kind: string; input: object; actor: Actor; userId: string },
    now: Date,
  ): Promise<void> {
    await db.query(
      `INSERT INTO jobs (id, kind, status, input, created_by, user_id, created_at)
       VALUES ($1, $2, 'queued', $3, $4, $5, $6)`,
      [job.id, job.kind, JSON.stringify(job.input), JSON.stringify(job.actor), job.userId, now],
    );
  }

  /** Says how much there is to do, before anybody works on it. */
  async setTotal(db: Queryable, id: string, total: number): Promise<void> {
    await db.query('UPDATE jobs SET total = $2 WHERE id = $1', [id, total]);
  }

  /** Notes which job takes back what another did. @returns whether none did before */
  async setUndone(db: Queryable, id: string, by: string): Promise<boolean> {
    const rows = await db.query('UPDATE jobs SET undone_by = $2 WHERE id = $1 AND undone_by IS NULL RETURNING id', [
      id,
      by,
    ]);
    return rows.length > 0;
  }

  async find(db: Queryable, id: string): Promise<JobRow | null> {
    const [row] = await db.query<JobRow>(`SELECT ${COLUMNS} FROM jobs WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** Newest first. */
  async list(db: Queryable, userId: string | null, { limit, after }: PageRequest): Promise<Page<JobRow>> {
    const rows = await db.query<JobRow>(
      `SELECT ${COLUMNS} FROM jobs WHERE ($1::uuid IS NULL OR user_id = $1) AND ($2::uuid IS NULL OR id < $2)
       ORDER BY id DESC LIMIT $3`,
      [userId, after?.[0] ?? null, limit + 1],
    );
    return cutPage(
      rows,
      limit,
      ({ id }) => [id],
      (row) => row,
    );
  }

  /**
   * Takes a job that waits, or whose worker has not been heard of: only who gets the row may work on it.
   *
   * @param until when others may take it over, unless the lease is prolonged before
   */
  async lease(db: Queryable, id: string, now: Date, until: Date): Promise<JobRow | null> {
    const [row] = await db.query<JobRow>(
      `UPDATE jobs SET status = 'running', lease_until = $3, started_at = coalesce(started_at, $2)
       WHERE id = $1 AND (status = 'queued' OR (status = 'running' AND lease_until < $2)) RETURNING ${COLUMNS}`,
      [id, now, until],
    );
    return row ?? null;
  }

  /** Ids of jobs that wait, or whose lease has run out. */
  async open(db: Queryable, now: Date): Promise<{ id: string; kind: string }[]> {
    return db.query(
      `SELECT id, kind FROM jobs WHERE status = 'queued' OR (status = 'running' AND lease_until < $1)
       ORDER BY created_at LIMIT 1000`,
      [now],
    );
  }

  /**
   * Notes how far a running job is and prolongs its lease: in the transaction that did the work.
   *
   * @returns false when the job was cancelled, or another worker has it: the work must be undone
   */
  async advance(
    db: Queryable,
    job: Pick<JobRow, 'id' | 'progress' | 'done' | 'total' | 'failed_count'>,
    lease: { expected: Date; until: Date },
  ): Promise<boolean> {
    const rows = await db.query(
      `UPDATE jobs SET progress = $2, done = $3, total = $4, failed_count = $5, lease_until = $7
       WHERE id = $1 AND status = 'running' AND lease_until = $6 RETURNING id`,
      [job.id, JSON.stringify(job.progress), job.done, job.total, job.failed_count, lease.expected, lease.until],
    );
    return rows.length > 0;
  }

  /** Ends a running job. @returns whether it was still running */
  async finish(
    db: Queryable,
    id: string,
    end: { status: 'done' | 'failed'; result?: object; error?: { message: string }; now: Date },
  ): Promise<boolean> {
    const rows = await db.query(
      `UPDATE jobs SET status = $2, result = $3, error = $4, finished_at = $5, lease_until = NULL
       WHERE id = $1 AND status = 'running' RETURNING id`,
      [
        id,
        end.status,
        end.result ? JSON.stringify(end.result) : null,
        end.error ? JSON.stringify(end.error) : null,
        end.now,
      ],
    );
    return rows.length > 0;
  }

  /** Lets others take the job over from this moment on. */
  async release(db: Queryable, id: string, now: Date): Promise<void> {
    await db.query(`UPDATE jobs SET lease_until = $2 WHERE id = $1 AND status = 'running'`, [
      id,
      new Date(now.getTime() - 1),
    ]);
  }

  /** @returns whether it had not ended yet */
  async cancel(db: Queryable, id: string, now: Date): Promise<boolean> {
    const rows = await db.query(
      `UPDATE jobs SET status = 'cancelled', finished_at = $2, lease_until = NULL
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING id`,
      [id, now],
    );
    return rows.length > 0;
  }

  /** @param from how many there were before: they keep their order */
  async addFailures(db: Queryable, jobId: string, failures: NewFailure[], from: number): Promise<void> {
    if (failures.length === 0) return;
    await db.query(
      `INSERT INTO job_failures (job_id, ordinal, line, record_id, column_name, value, problem, row)
       SELECT $1, $3 + f.ordinality, f.line, f.id, f."column", f.value, f.problem, f.row
       FROM ROWS FROM (jsonb_to_recordset($2::jsonb) AS
         (line bigint, id uuid, "column" text, value text, problem text, "row" jsonb)) WITH ORDINALITY
         AS f(line, id, "column", value, problem, "row", ordinality)`,
      [jobId, JSON.stringify(failures), from],
    );
  }

  /** In order, from the one after `after` on. */
  failures(
    db: Queryable,
    jobId: string,
    after: number,
    limit: number,
  ): Promise<(Omit<NewFailure, 'id'> & { ordinal: number; id: string | null })[]> {
    return db.query(
      `SELECT ordinal, line, record_id AS id, column_name AS "column", value, problem, row FROM job_failures
       WHERE job_id = $1 AND ordinal > $2 ORDER BY ordinal LIMIT $3`,
      [jobId, after, limit],
    );
  }

  /** Makes a job's work forgotten, before it begins again. */
  async clearFailures(db: Queryable, jobId: string): Promise<void> {
    await db.query('DELETE FROM job_failures WHERE job_id = $1', [jobId]);
  }
}
