import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type JobRow, JobStore } from '../store/jobs.ts';
import type { Transaction } from '../store/transaction.ts';

/** How long a worker may be silent before another takes its job over, in milliseconds. */
const LEASE = 60_000;

/** The job was cancelled, or another worker has it: what is under way must be undone, and nothing more done. */
class LeaseLost extends Error {
  constructor() {
    super('The job is no longer this worker’s.');
  }
}

/** A job that this worker alone may work on, for as long as it says how far it is. */
export class Lease {
  constructor(
    readonly job: JobRow,
    private until: Date,
    private readonly store: JobStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Notes how far the work is and prolongs the lease.
   *
   * @param db the transaction that did the work, so that neither is without the other
   * @throws LeaseLost
   */
  async advance(db: Queryable, done: Partial<Pick<JobRow, 'progress' | 'done' | 'total' | 'failed_count'>>) {
    const next = { ...this.job, ...done };
    const until = new Date(this.clock.now().getTime() + LEASE);
    if (!(await this.store.advance(db, next, { expected: this.until, until }))) throw new LeaseLost();
    return () => {
      Object.assign(this.job, done);
      this.until = until;
    };
  }

  /** Says that the work goes on, outside any transaction. @throws LeaseLost */
  async prolong(db: Queryable, done: Partial<Pick<JobRow, 'progress' | 'done' | 'total' | 'failed_count'>> = {}) {
    (await this.advance(db, done))();
  }
}

/** Hands jobs to workers and ends them. */
@Injectable()
export class JobLeases {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: JobStore,
  ) {}

  /**
   * Works on a job, unless another worker has it or it has ended: gives it back when the work stops before the end, and
   * leaves it alone when it was cancelled or taken over meanwhile.
   *
   * @param work false when it was stopped before the end
   * @param fail ends the job, or lets it begin again, after a fault of ours
   */
  async work(
    id: string,
    work: (lease: Lease) => Promise<boolean>,
    fail: (lease: Lease, error: unknown) => Promise<void>,
  ): Promise<void> {
    const lease = await this.take(id);
    if (!lease) return;
    try {
      if (!(await work(lease))) await this.giveBack(lease);
    } catch (error) {
      if (error instanceof LeaseLost) return;
      await fail(lease, error);
    }
  }

  /** @returns null when another worker has the job, or it has ended */
  async take(id: string): Promise<Lease | null> {
    const now = this.clock.now();
    const until = new Date(now.getTime() + LEASE);
    const job = await this.store.lease(this.database, id, now, until);
    return job && new Lease(job, until, this.store, this.clock);
  }

  /** @throws LeaseLost */
  async finish(tx: Transaction, { job }: Lease, end: { status: 'done' | 'failed'; result?: object; error?: string }) {
    const error = end.error === undefined ? undefined : { message: end.error };
    if (!(await this.store.finish(tx, job.id, { ...end, error, now: this.clock.now() }))) throw new LeaseLost();
    await this.tell(tx, job, end.status);
  }

  /** Gives a job back unfinished: the sweep finds it at once. */
  async giveBack({ job }: Lease): Promise<void> {
    await this.store.release(this.database, job.id, this.clock.now());
  }

  /** Says on the live stream what became of a job. */
  async tell(tx: Transaction, { id, user_id }: Pick<JobRow, 'id' | 'user_id'>, status: string): Promise<void> {
    await append(tx, [
      {
        kind: 'job.done',
        at: this.clock.now(),
        data: { jobId: id, status, userId: user_id },
        actor: { kind: 'system', id: 'jobs' },
        cause: { correlation: newId(), depth: 0 },
      },
    ]);
  }
}
