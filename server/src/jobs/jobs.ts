import { Injectable } from '@nestjs/common';
import { JobService } from '../services/jobs.ts';
import type { Sweeper } from './sweep.ts';

/** Wakes workers for long jobs that the queue lost, or whose worker died. */
@Injectable()
export class JobSweeper implements Sweeper {
  readonly sweeper = 'jobs';

  constructor(private readonly jobs: JobService) {}

  sweep(): Promise<void> {
    return this.jobs.wake();
  }
}
