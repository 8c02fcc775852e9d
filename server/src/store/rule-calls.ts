import type { Cause } from '@etapa/shared/process/record';
import type { OuterEffect } from '@etapa/shared/rules/effect';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import type { StoredStep } from './rule-runs.ts';

/** A call to the outside that is under way. */
export interface PendingCall {
  runId: string;
  ruleId: string;
  entityType: string;
  recordId: string;
  attempts: number;
  cause: Cause;
  call: OuterEffect;
  step: Pick<StoredStep, 'path' | 'id' | 'kind' | 'input' | 'startedAt'>;
}

/** Calls to the outside: which are under way, and whose they are for how long. */
@Injectable()
export class RuleCallStore {
  /**
   * Takes a call for a worker.
   *
   * @param lease until when it was to be taken: another one means that it was given anew, and is not this job's
   * @param until when others may perform it
   * @returns undefined when it is not this job's, or the run has ended
   */
  async take(
    db: Queryable,
    { runId, path, lease }: { runId: string; path: string; lease: Date },
    until: Date,
  ): Promise<PendingCall | undefined> {
    const [call] = await db.prepared<PendingCall>(
      'take-call',
      `UPDATE rule_runs x SET due_at = $4 FROM rule_steps s
       WHERE x.id = $1 AND x.status = 'running' AND x.due_at = $3
         AND s.run_id = $1 AND s.path = $2 AND s.status = 'running' AND s.call IS NOT NULL
       RETURNING x.id AS "runId", x.rule_id AS "ruleId", x.entity_type AS "entityType", x.record_id AS "recordId", x.attempts, x.cause, s.call,
         jsonb_build_object('path', s.path, 'id', s.step_id, 'kind', s.kind, 'input', s.input, 'startedAt', s.started_at)
           AS step`,
      [runId, path, lease, until],
    );
    return call;
  }

  /** Lets others perform a call that this worker has not ended. */
  async giveBack(db: Queryable, runId: string, lease: Date, now: Date): Promise<void> {
    await db.query(`UPDATE rule_runs SET due_at = $3 WHERE id = $1 AND status = 'running' AND due_at = $2`, [
      runId,
      lease,
      now,
    ]);
  }

  /** What a step asked of the outside when it was last tried; undefined when it has not. */
  async last(db: Queryable, runId: string, path: string): Promise<OuterEffect | undefined> {
    const [row] = await db.query<{ call: OuterEffect | null }>(
      'SELECT call FROM rule_steps WHERE run_id = $1 AND path = $2',
      [runId, path],
    );
    return row?.call ?? undefined;
  }
}
