import { Processor, WorkerHost } from '@nestjs/bullmq';
import { Injectable } from '@nestjs/common';
import type { Job } from 'bullmq';
import { Log } from '../config/log.ts';
import type { QueueName } from '../log/queue-jobs.ts';
import { HandlerTable } from './handler-table.ts';

/** Hands each job to its handler. A failure is logged; the row of the database says what becomes of it. */
abstract class QueueProcessor extends WorkerHost {
  private readonly stopping = new AbortController();

  constructor(
    private readonly queue: QueueName,
    private readonly table: HandlerTable,
    private readonly log: Log,
  ) {
    super();
  }

  async process(job: Job<unknown>): Promise<void> {
    try {
      await this.table.find(this.queue, job.name).handle(job.data, this.stopping.signal);
    } catch (error) {
      this.log.error('A job failed; the sweep tries it again.', {
        queue: this.queue,
        job: job.name,
        data: job.data,
        error,
      });
      throw error;
    }
  }

  /**
   * Begins to work, once the queue has answered: BullMQ's PostgreSQL backend never gets over a failure to do so at first,
   * and would try again without a pause. Redis, which it reconnects to by itself, may come later.
   */
  async begin(waitForQueue: boolean): Promise<void> {
    this.worker.on('error', (error) => this.log.warnOften('The queue does not answer.', { queue: this.queue, error }));
    if (waitForQueue) await this.worker.waitUntilReady();
    this.worker.run().catch((error: unknown) => this.log.error('A worker ended.', { queue: this.queue, error }));
  }

  /** Asks the jobs in hand to end, and waits for them. */
  async end(): Promise<void> {
    this.stopping.abort();
    await this.worker.close();
  }
}

/**
 * A worker that is killed leaves its jobs locked: others take them over when the lock has run out, in milliseconds, and
 * not before, whatever the sweep adds meanwhile under the same id.
 */
const WORKER = { autorun: false, lockDuration: 10_000, stalledInterval: 5000, maxStalledCount: 10, runRetryDelay: 500 };

/** Half of the transactions that a process may have at once: people's own writes always find one free. */
@Injectable()
@Processor('rules', { ...WORKER, concurrency: 8 })
export class RulesProcessor extends QueueProcessor {
  constructor(table: HandlerTable, log: Log) {
    super('rules', table, log);
  }
}

/** Many, since they only wait: a slow answer keeps no other call waiting, and no step of a rule. */
@Injectable()
@Processor('outer', { ...WORKER, concurrency: 50 })
export class OuterProcessor extends QueueProcessor {
  constructor(table: HandlerTable, log: Log) {
    super('outer', table, log);
  }
}

@Injectable()
@Processor('jobs', { ...WORKER, concurrency: 2 })
export class JobsProcessor extends QueueProcessor {
  constructor(table: HandlerTable, log: Log) {
    super('jobs', table, log);
  }
}
