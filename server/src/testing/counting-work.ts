import { Injectable } from '@nestjs/common';
import type { JobHandler } from '../jobs/handler.ts';
import type { Sweeper } from '../jobs/sweep.ts';
import { WorkLists } from '../jobs/work-lists.ts';
import { Queues } from '../log/queues.ts';

export const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
/** Waits until `check` holds. @throws Error when it has not after `seconds` */
export const until = async (check: () => boolean, seconds = 20): Promise<void> => {
  for (const end = Date.now() + seconds * 1000; !check(); await sleep(20)) {
    if (Date.now() > end) throw new Error(`It did not happen within ${seconds} seconds.`);
  }
};

/** Notes which numbers it was given. */
@Injectable()
export class Counter implements JobHandler {
  readonly queue = 'rules';
  readonly job = 'count';
  readonly seen: number[] = [];
  stopped = false;

  async handle(data: unknown, signal: AbortSignal): Promise<void> {
    const { number, wait = 0 } = data as { number: number; wait?: number };
    this.seen.push(number);
    if (number < 0) throw new Error('on purpose');
    for (const end = Date.now() + wait; Date.now() < end && !signal.aborted; ) await sleep(10);
    this.stopped ||= signal.aborted;
  }
}

/** Knows a piece of work until it has been done, as a row of the database would. */
@Injectable()
export class Keeper implements Sweeper {
  readonly sweeper = 'keeper';
  open?: number;

  constructor(
    private readonly queues: Queues,
    private readonly counter: Counter,
  ) {}

  async sweep(): Promise<void> {
    if (this.open === undefined || this.counter.seen.includes(this.open)) return;
    await this.queues.add('rules', 'count', { number: this.open }, `keeper-${this.open}`);
  }
}

/** Background work that only counts, instead of Etapa's own. */
export const countingWork = () =>
  new WorkLists({ jobs: { rules: ['count'] }, handlers: [Counter], consumers: [], sweepers: [Keeper] });
