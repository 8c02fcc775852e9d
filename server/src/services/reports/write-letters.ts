import { Injectable } from '@nestjs/common';
import { Log } from '../../config/log.ts';
import { Database } from '../../store/database.ts';
import { EmailStore } from '../../store/emails.ts';
import { newId } from '../../store/ids.ts';
import { type ReportLetter, ReportScheduleStore } from '../../store/report-schedules.ts';
import { CallerService } from '../callers.ts';
import { EmailService } from '../emails.ts';
import { ReportLetterPages } from './letters.ts';
import { ATTEMPTS } from './scheduled.ts';
import { UnreachedReaders } from './unreached.ts';

const senderOf = (scheduleId: string) => ({
  actor: { kind: 'system', id: `report-schedule:${scheduleId}` } as const,
  cause: { correlation: newId(), depth: 0 },
});

/** E-mails of reports: about no record, and for their reader alone. */
@Injectable()
export class ReportMails {
  constructor(
    private readonly addresses: EmailStore,
    private readonly emails: EmailService,
  ) {}

  async write(
    tx: Parameters<EmailService['write']>[0],
    { scheduleId, userId }: ReportLetter,
    page: { subject: string; body: string; html: string; attachments: string[] },
  ): Promise<void> {
    const recipients = await this.addresses.addresses(tx, [userId]);
    if (recipients.length === 0) return;
    const doer = { caller: null, ...senderOf(scheduleId) };
    const about = { recordId: null, entityType: null, runId: null, stepPath: null };
    await this.emails.write(tx, doer, { ...about, recipients, ...page });
  }
}

/** Writes the e-mails that schedules owe, each once: whoever takes the debt away in the transaction writes the e-mail. */
@Injectable()
export class ReportLetterWriter {
  constructor(
    private readonly database: Database,
    private readonly log: Log,
    private readonly store: ReportScheduleStore,
    private readonly callers: CallerService,
    private readonly pages: ReportLetterPages,
    private readonly mails: ReportMails,
    private readonly unreached: UnreachedReaders,
  ) {}

  /** Until nothing is owed any more, or it is asked to stop. */
  async write(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const letter = await this.store.next(this.database, ATTEMPTS);
      if (!letter) return;
      try {
        await this.one(letter);
      } catch (error) {
        this.log.error('A scheduled report could not be written.', { ...letter, error });
      }
    }
  }

  private async one(letter: ReportLetter): Promise<void> {
    const schedule = await this.store.find(this.database, letter.scheduleId);
    const reader = schedule && (await this.callers.byUser(letter.userId));
    const page = reader && (await this.pages.write(reader, schedule));
    await this.database.transaction(async (tx) => {
      if (!(await this.store.settle(tx, letter)) || !reader) return;
      if (page) await this.mails.write(tx, letter, page);
      else await this.unreached.tell(tx, senderOf(schedule.id), schedule, letter, reader.name);
    });
  }
}
