import { Injectable } from '@nestjs/common';
import { ApprovalReminders } from '../services/approval-reminders.ts';
import type { Sweeper } from './sweep.ts';

/** Reminds of approvals that are overdue. */
@Injectable()
export class ApprovalSweeper implements Sweeper {
  readonly sweeper = 'approvals';

  constructor(private readonly reminders: ApprovalReminders) {}

  sweep(): Promise<void> {
    return this.reminders.remind();
  }
}
