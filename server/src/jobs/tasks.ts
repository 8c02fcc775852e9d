import { Injectable } from '@nestjs/common';
import { OverdueTasks } from '../services/tasks-overdue.ts';
import type { Sweeper } from './sweep.ts';

/** Notices tasks that pass their due time. */
@Injectable()
export class TaskSweeper implements Sweeper {
  readonly sweeper = 'tasks';

  constructor(private readonly overdue: OverdueTasks) {}

  sweep(): Promise<void> {
    return this.overdue.tell();
  }
}
