import type { Type } from '@nestjs/common';
import type { EventConsumer } from '../log/consumer.ts';
import { QUEUE_JOBS } from '../log/queue-jobs.ts';
import type { JobHandler } from './handler.ts';
import { consumers, handlers, sweepers } from './handlers.ts';
import type { Sweeper } from './sweep.ts';

/** What there is to do in the background, and who does it: the lists of this room, or others under test. */
export class WorkLists {
  readonly jobs: { [queue: string]: readonly string[] } = QUEUE_JOBS;
  readonly handlers: Type<JobHandler>[] = handlers;
  readonly consumers: Type<EventConsumer>[] = consumers;
  readonly sweepers: Type<Sweeper>[] = sweepers;

  constructor(others: Partial<WorkLists> = {}) {
    Object.assign(this, others);
  }
}
