import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Log } from '../config/log.ts';
import { Mail, MailError } from '../connectors/mail.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { type EmailRow, EmailStore } from '../store/emails.ts';
import { EmailFiles } from './emails-files.ts';

const MINUTE = 60_000;
/** Pauses before an e-mail is tried again, in milliseconds: a mail server may be away for a day. */
const PAUSES = [1, 5, 30, 120, 360, 720].map((minutes) => minutes * MINUTE);
/** How long one attempt may take before another worker makes the next, in milliseconds. */
const LEASE = 10 * MINUTE;
/** Mails in the hands of one process: a mail server that does not answer must not keep calls of rules waiting. */
const AT_ONCE = 5;
/** Most e-mails found by one sweep; the next one takes the rest. */
const SWEPT = 1_000;

/**
 * Sends what is queued, at least once: a worker that dies between the server's answer and the note of it leads to a
 * second mail with the same `Message-ID`, by which mailboxes know it.
 */
@Injectable()
export class EmailSender {
  private sending = 0;
  /** Those to be sent by whoever is free next. Lost with the process: a sweep finds them again. */
  private readonly waiting = new Set<string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly store: EmailStore,
    private readonly files: EmailFiles,
    private readonly mail: Mail,
  ) {}

  /** Those to be sent now. */
  due(): Promise<{ id: string; attempts: number }[]> {
    return this.store.due(this.database, this.clock.now(), SWEPT);
  }

  /** Sends one, and then those that came meanwhile; or leaves it to others who are sending. */
  async deliver(id: string, signal: AbortSignal): Promise<void> {
    this.waiting.add(id);
    if (this.sending >= AT_ONCE) return;
    this.sending += 1;
    try {
      for (const next of this.waiting) {
        if (signal.aborted) return;
        this.waiting.delete(next);
        await this.send(next);
      }
    } finally {
      this.sending -= 1;
    }
  }

  /** Sends one, unless it is sent, not due yet or in another worker's hands. */
  async send(id: string): Promise<void> {
    const now = this.clock.now();
    const email = await this.store.take(this.database, id, now, new Date(now.getTime() + LEASE));
    if (!email) return;
    if (!this.mail.isOn) return this.note(email, { state: 'notSent', error: null });
    try {
      const attachments = await this.files.of(email);
      const { messageId, recipients, subject, body: text, html } = email;
      const to = recipients.map(({ address }) => address);
      const refused = await this.mail.send({ messageId, to, subject, text, html, attachments });
      const error = refused.length > 0 ? `The mail server refused these addresses: ${refused.join(', ')}.` : null;
      await this.note(email, { state: 'sent', error });
    } catch (error) {
      if (!(error instanceof MailError)) throw error;
      this.log.warnOften('An e-mail could not be sent.', { email: id, error });
      await this.failed(email, error);
    }
  }

  private failed(email: EmailRow, { message, isFinal }: MailError): Promise<void> {
    const pause = PAUSES[email.attempts - 1];
    if (isFinal || pause === undefined) return this.note(email, { state: 'failed', error: message });
    const dueAt = new Date(this.clock.now().getTime() + pause);
    return this.note(email, { state: 'queued', error: message, dueAt });
  }

  private async note(
    email: EmailRow,
    { state, error, dueAt = null }: Pick<EmailRow, 'state' | 'error'> & { dueAt?: Date | null },
  ): Promise<void> {
    const at = this.clock.now();
    const sentAt = state === 'sent' ? at : null;
    const { id: emailId, recordId, entityType, createdBy: actor, cause } = email;
    await this.database.transaction(async (tx) => {
      if (!(await this.store.note(tx, email, { state, error, dueAt, sentAt }))) return;
      const data = { emailId, state };
      await append(tx, [{ kind: 'email.updated', at, data, actor, cause, recordId, entityType }]);
    });
  }
}
