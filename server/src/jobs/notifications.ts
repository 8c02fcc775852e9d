import { Injectable } from '@nestjs/common';
import { NormWarnings } from '../services/norm-warnings.ts';
import { NotificationEmails } from '../services/notification-emails.ts';
import { TaskReminders } from '../services/task-reminders.ts';
import type { Sweeper } from './sweep.ts';

/** Milliseconds between two looks at all norms. */
const NORMS_PERIOD = 60_000;

/** Notices what people are to be told of because time has passed, and writes what is to go out by e-mail. */
@Injectable()
export class NotificationSweeper implements Sweeper {
  readonly sweeper = 'notifications';

  private normsLooked = Number.NEGATIVE_INFINITY;

  constructor(
    private readonly reminders: TaskReminders,
    private readonly norms: NormWarnings,
    private readonly emails: NotificationEmails,
  ) {}

  async sweep(): Promise<void> {
    await this.reminders.remind();
    await this.warnOfNorms();
    await this.emails.send();
  }

  /** Norms are days and hours: a minute more is no matter, and looking costs an idle server something each time. */
  private async warnOfNorms(): Promise<void> {
    if (performance.now() - this.normsLooked < NORMS_PERIOD) return;
    const done = await this.norms.warn();
    if (done) this.normsLooked = performance.now();
  }
}
