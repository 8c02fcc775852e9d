import type { Trigger } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A run that waits for an event of its record. */
export interface WaitingRun {
  id: string;
  recordId: string;
  wait: Trigger;
  /** Events of transactions after this one (xid8, as text) are what it waits for. */
  waitXid: string;
}

/** A run that goes on. */
export interface WokenRun {
  id: string;
  recordId: string;
}

/** Runs that are parked at a step, and what lets them go on. */
@Injectable()
export class RuleWaitStore {
  /** Those of the records that wait for an event, oldest first. */
  forEvents(db: Queryable, recordIds: string[]): Promise<WaitingRun[]> {
    return db.prepared(
      'runs-waiting-for-events',
      `SELECT id, record_id AS "recordId", wait, wait_xid::text AS "waitXid" FROM rule_runs
       WHERE record_id = ANY($1::uuid[]) AND status = 'waiting' AND wait IS NOT NULL ORDER BY event_seq, created_at, id`,
      [recordIds],
    );
  }

  /**
   * Ends the step that a run is parked at, so that the run goes on.
   *
   * @param path of the step; null for the one it is parked at
   * @param output what later steps see of it, and the branch it goes on with, if any
   * @returns the run; undefined when it is not parked there any more
   */
  async resolve(
    db: Queryable,
    runId: string,
    path: string | null,
    output: object,
    now: Date,
  ): Promise<WokenRun | undefined> {
    const [run] = await db.query<WokenRun>(
      `WITH step AS (
         UPDATE rule_steps s SET status = 'done', output = $3, finished_at = $4 FROM rule_runs x
         WHERE s.run_id = $1 AND x.id = $1 AND x.status = 'waiting' AND s.status = 'waiting'
           AND ($2::text IS NULL OR s.path = $2)
         RETURNING s.run_id)
       UPDATE rule_runs x SET status = 'running', due_at = NULL FROM step
       WHERE x.id = step.run_id AND x.status = 'waiting' RETURNING x.id, x.record_id AS "recordId"`,
      [runId, path, JSON.stringify(output), now],
    );
    return run;
  }

  /** Notes that the step a run is parked at cannot end any more. */
  async fail(db: Queryable, runId: string, path: string, error: object, now: Date): Promise<void> {
    await db.query(
      `UPDATE rule_steps SET status = 'failed', error = $3, finished_at = $4
       WHERE run_id = $1 AND path = $2 AND status = 'waiting'`,
      [runId, path, JSON.stringify(error), now],
    );
  }

  /** Lets runs go on whose time has come. @param limit how many at most */
  async release(db: Queryable, now: Date, limit: number): Promise<WokenRun[]> {
    return db.query(
      `WITH due AS (
         UPDATE rule_runs SET status = 'running', due_at = NULL
         WHERE status = 'waiting' AND id IN (
           SELECT id FROM rule_runs WHERE status = 'waiting' AND due_at <= $1 ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
         RETURNING id, record_id AS "recordId", wait),
       steps AS (
         UPDATE rule_steps s SET status = 'done', finished_at = $1,
           output = jsonb_build_object('by', CASE WHEN due.wait IS NULL THEN 'time' ELSE 'timeout' END)
         FROM due WHERE s.run_id = due.id AND s.status = 'waiting')
       SELECT id, "recordId" FROM due`,
      [now, limit],
    );
  }
}
