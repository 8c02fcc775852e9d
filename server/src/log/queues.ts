import { InjectQueue } from '@nestjs/bullmq';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { Config } from '../config/config.ts';
import { Log } from '../config/log.ts';
import { mayBegin } from '../store/giving-way.ts';
import type { QueueName } from './queue-jobs.ts';

/** One job: small data that name rows of the database, which alone say what is to be done. */
export interface QueueJob {
  name: string;
  data: object;
  /** Two jobs with the same id, while the first waits, are one. No colon. */
  jobId: string;
  /** Milliseconds to wait. */
  delay?: number;
}

/** How long a request or a relay waits for a queue that does not answer, in milliseconds. */
const PATIENCE = 2000;
/** Additions that may wait for the queue to come back. More would only fill the memory: the sweep knows them too. */
const MOST_LATE = 20;

/**
 * The only door into BullMQ. A queue merely wakes workers up: what it loses or refuses is found again by the sweep, so
 * a failure to add is logged and not thrown.
 */
@Injectable()
export class Queues implements OnModuleInit {
  private late = 0;
  private readonly queues: { [Name in QueueName]: Queue };

  constructor(
    @InjectQueue('rules') rules: Queue,
    @InjectQueue('outer') outer: Queue,
    @InjectQueue('jobs') jobs: Queue,
    private readonly config: Config,
    private readonly log: Log,
  ) {
    this.queues = { rules, outer, jobs };
  }

  async onModuleInit(): Promise<void> {
    const queues = Object.values(this.queues);
    for (const queue of queues) {
      // Without a listener BullMQ prints to the console.
      queue.on('error', (error) => this.log.warnOften('The queue does not answer.', { queue: queue.name, error }));
    }
    // BullMQ's PostgreSQL backend never gets over a failure at first; Redis may come later.
    if (this.config.redisUrl === undefined) await Promise.all(queues.map((queue) => queue.waitUntilReady()));
  }

  add(queue: QueueName, name: string, data: object, jobId: string): Promise<void> {
    return this.addBulk(queue, [{ name, data, jobId }]);
  }

  async addBulk(queue: QueueName, jobs: QueueJob[]): Promise<void> {
    if (jobs.length === 0 || this.late >= MOST_LATE) return;
    const entries = jobs.map(({ name, data, jobId, delay }) => ({
      name,
      data,
      opts: { ...JOB_OPTIONS, jobId, delay },
    }));
    await mayBegin();
    const adding = this.queues[queue].addBulk(entries);
    try {
      await within(adding, PATIENCE);
    } catch (error) {
      if (error instanceof LateError) this.outlast(adding);
      this.log.warnOften('Jobs could not be queued; the sweep brings them back.', { queue, count: jobs.length, error });
    }
  }

  /** The queue has not answered yet, and may still do what was asked. */
  private outlast(adding: Promise<unknown>): void {
    this.late += 1;
    const settled = () => {
      this.late -= 1;
    };
    adding.then(settled, settled);
  }

  /** @returns jobs that wait, by queue @throws Error when the queue does not answer in time */
  async waiting(): Promise<{ [Name in QueueName]: number }> {
    const { rules, outer, jobs } = this.queues;
    const counting = [rules, outer, jobs].map((queue) => queue.getWaitingCount());
    const [inRules = 0, inOuter = 0, inJobs = 0] = await within(Promise.all(counting), PATIENCE);
    return { rules: inRules, outer: inOuter, jobs: inJobs };
  }
}

/** Nothing is kept after a job: rows of the database hold the history, and a kept id would keep a new job out. */
const JOB_OPTIONS = { removeOnComplete: true, removeOnFail: true, attempts: 1 };

class LateError extends Error {}

async function within<T>(work: Promise<T>, milliseconds: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new LateError(`No answer within ${milliseconds} ms`)), milliseconds);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
