import type { OuterEffect } from '@etapa/shared/rules/effect';
import { Injectable } from '@nestjs/common';
import { Clock } from '../../config/clock.ts';
import { Queues } from '../../log/queues.ts';
import { Database, type Queryable } from '../../store/database.ts';
import { type PendingCall, RuleCallStore } from '../../store/rule-calls.ts';
import type { OpenRun } from '../../store/rule-runs.ts';

/** How soon a call must be in a worker's hands before another job is made for it, in milliseconds. */
const PICK_UP = 15_000;
/** How long a worker may take for a call before others may make it, in milliseconds: longer than any call lasts. */
const LEASE = 60_000;

/** Names a call, and until when it was given to whom. */
export interface CallJob {
  runId: string;
  path: string;
  lease: Date;
}

/** A call in a worker's hands. */
export interface CallInHand extends PendingCall {
  lease: Date;
  /** The same each time the call is made. */
  key: string;
}

/**
 * Calls to the outside, which no transaction can undo. They are made outside any, by jobs of their own, and at least
 * once: a call whose worker died is made again with the same key when its lease has run out.
 */
@Injectable()
export class RuleCalls {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: RuleCallStore,
    private readonly queues: Queues,
  ) {}

  /** Until when a call that is noted now should be in a worker's hands. */
  pickUp(now: Date): Date {
    return new Date(now.getTime() + PICK_UP);
  }

  /** Puts a call into the queue; what the queue loses is found when the lease has run out. */
  add({ runId, path, lease }: CallJob): void {
    const jobId = `call-${runId}-${path.replaceAll(/\W/g, '-')}-${lease.getTime()}`;
    void this.queues.addBulk('outer', [{ name: 'call', data: { runId, path, lease: lease.toISOString() }, jobId }]);
  }

  /** The call of a step that was made without an answer, or failed and is to be tried again: in the same words. */
  async unanswered(
    db: Queryable,
    run: OpenRun,
    path: string,
  ): Promise<{ input: unknown; call: OuterEffect } | undefined> {
    const step = run.steps.find((each) => each.path === path);
    const again = step?.status === 'running' || (step?.status === 'failed' && run.attempts > 0);
    const call = again ? await this.store.last(db, run.id, path) : undefined;
    return call && { input: step?.input, call };
  }

  /** @returns undefined when the call is another job's by now, or its run has ended */
  async take(job: CallJob): Promise<CallInHand | undefined> {
    const lease = new Date(this.clock.now().getTime() + LEASE);
    const call = await this.store.take(this.database, job, lease);
    return call && { ...call, lease, key: `${call.runId}:${call.step.path}` };
  }

  /** Lets another worker make the call: this one is to stop. */
  giveBack({ runId, lease }: CallInHand): Promise<void> {
    return this.store.giveBack(this.database, runId, lease, this.clock.now());
  }
}
