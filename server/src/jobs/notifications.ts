import { Injectable } from '@nestjs/common';
import { NormWarnings } from '../services/norm-warnings.ts';
import { NotificationEmails } from '../services/notification-emails.ts';
import { TaskReminders } from '../services/task-reminders.ts';
import type { Sweeper } from './sweep.ts';

/** Notices what people are to be told of because time has passed, and writes what is to go out by e-mail. */
@Injectable()
export class NotificationSweeper implements Sweeper {
  readonly sweeper = 'notifications';

  constructor(
    private readonly reminders: TaskReminders,
    private readonly norms: NormWarnings,
    private readonly emails: NotificationEmails,
  ) {}

  async sweep(): Promise<void> {
    await this.reminders.remind();
    await this.norms.warn();
    await this.emails.send();
  }
}
