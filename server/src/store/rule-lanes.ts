import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { OPEN_RUN, type OpenRun, type RunState, type StoredStep, VERSION_OF_RUN } from './rule-runs.ts';

/** A step that was done, and where its run stands with it. */
export interface DoneStep {
  runId: string;
  step: StoredStep;
  state: Pick<RunState, 'status' | 'finishedAt'>;
}

/** Lanes of many records at once: what `RuleRunStore` does for one of them, in the same number of statements. */
@Injectable()
export class RuleLaneStore {
  /**
   * Takes lanes for this transaction, and gives the run that each goes on with. Those that another worker has are left
   * out, and so are those with nothing to do now.
   *
   * @param recordIds each once
   * @returns the runs, and the records whose lane another worker has
   */
  async take(tx: Queryable, recordIds: string[], now: Date): Promise<{ runs: OpenRun[]; busy: string[] }> {
    const locks = await tx.prepared<{ id: string; mine: boolean }>(
      'take-lanes',
      'SELECT id, pg_try_advisory_xact_lock(hashtextextended(id, 7)) AS mine FROM unnest($1::text[]) AS l(id)',
      [recordIds],
    );
    // In a statement of its own, which sees what the last holder of a lane has committed.
    const runs = await tx.prepared<OpenRun>(
      'next-runs',
      `SELECT ${OPEN_RUN} FROM unnest($1::uuid[]) AS l(record_id), LATERAL (
         SELECT * FROM rule_runs WHERE record_id = l.record_id AND status = 'running'
         ORDER BY event_seq, created_at, id LIMIT 1) x ${VERSION_OF_RUN}
       WHERE x.due_at IS NULL OR x.due_at <= $2`,
      [locks.filter(({ mine }) => mine).map(({ id }) => id), now],
    );
    return { runs, busy: locks.filter(({ mine }) => !mine).map(({ id }) => id) };
  }

  /**
   * Notes steps that were done, each of another run, and where the runs stand.
   * @returns whether all runs were still running; where not, the transaction must be undone
   */
  async saveDone(tx: Queryable, steps: DoneStep[], now: Date): Promise<boolean> {
    const rows = steps.map(({ runId, step, state }) => ({
      run_id: runId,
      ...step,
      ...state,
      step_status: step.status,
    }));
    const saved = await tx.prepared(
      'save-done-steps',
      `WITH given AS (
         SELECT * FROM jsonb_to_recordset($1::jsonb) AS g(run_id uuid, path text, id text, kind text, step_status text,
           input jsonb, output jsonb, "startedAt" timestamptz, "finishedAt" timestamptz, status text)),
       run AS (
         UPDATE rule_runs x SET status = g.status, error = NULL, attempts = 0, due_at = NULL, wait = NULL,
           wait_xid = NULL, finished_at = CASE g.status WHEN 'done' THEN $2::timestamptz END,
           started_at = coalesce(x.started_at, $2)
         FROM given g WHERE x.id = g.run_id AND x.status = 'running' RETURNING x.id, x.rule_id, x.status),
       did_well AS (
         DELETE FROM rule_failures f USING run WHERE f.rule_id = run.rule_id AND run.status = 'done')
       INSERT INTO rule_steps (run_id, path, step_id, kind, status, input, output, started_at, finished_at)
       SELECT g.run_id, g.path, g.id, g.kind, g.step_status, g.input, g.output, g."startedAt", g."finishedAt"
       FROM given g JOIN run ON run.id = g.run_id RETURNING run_id`,
      [JSON.stringify(rows), now],
    );
    return saved.length === steps.length;
  }
}
