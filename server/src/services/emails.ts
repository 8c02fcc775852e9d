import type { Caller } from '@etapa/shared/access/caller';
import type { Email } from '@etapa/shared/api/emails';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Mail } from '../connectors/mail.ts';
import { append } from '../log/append.ts';
import { Queues } from '../log/queues.ts';
import { Database } from '../store/database.ts';
import { type EmailRow, EmailStore, type ListedEmail } from '../store/emails.ts';
import { newId } from '../store/ids.ts';
import type { Transaction } from '../store/transaction.ts';
import { AuditService, actorOf } from './audit.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import type { Doer } from './doer.ts';
import { refused } from './refusal-error.ts';
import { VisibleRecords } from './visible-records.ts';

type NewEmail = Pick<EmailRow, 'recordId' | 'entityType' | 'runId' | 'stepPath'> &
  Pick<EmailRow, 'recipients' | 'subject' | 'body' | 'attachments'> &
  Partial<Pick<EmailRow, 'html'>>;

/** The job that sends an e-mail. An attempt has one of its own, so that it is not taken for one in hand. */
export const emailJob = ({ id, attempts }: Pick<EmailRow, 'id' | 'attempts'>) => ({
  name: 'email',
  data: { id },
  jobId: `email-${id}-${attempts}`,
});

/** E-mails: written in the transaction of a step, sent after it, seen by who may read their record. */
@Injectable()
export class EmailService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: EmailStore,
    private readonly visible: VisibleRecords,
    private readonly mail: Mail,
    private readonly audit: AuditService,
    private readonly queues: Queues,
  ) {}

  /** Keeps an e-mail, which is sent once the transaction has committed. @returns its id */
  async write(tx: Transaction, doer: Doer, email: NewEmail): Promise<string> {
    const id = newId();
    const now = this.clock.now();
    const { actor, cause } = doer;
    await this.store.insert(tx, {
      html: null,
      ...email,
      id,
      messageId: `<${id}@${this.mail.host}>`,
      state: 'queued',
      attempts: 0,
      error: null,
      dueAt: now,
      createdBy: actor,
      cause,
      createdAt: now,
      sentAt: null,
    });
    const { recordId, entityType, subject, recipients } = email;
    const data = { emailId: id, subject, to: recipients.map(({ address }) => address) };
    await append(tx, [{ kind: 'email.written', at: now, data, actor, cause, recordId, entityType }]);
    tx.afterCommit(() => void this.queues.addBulk('outer', [emailJob({ id, attempts: 0 })]));
    return id;
  }

  async list(caller: Caller, query: { limit?: number; cursor?: string; record?: string; state?: string }) {
    const { record, state } = query;
    const scope = await this.visible.everyType(caller, 'read');
    const page = await this.store.list(this.database, { record, state }, scope, caller.id, pageRequest(query, ['id']));
    const open = await this.visible.openTypes(caller);
    return listAnswer({ ...page, items: page.items.map((email) => present(email, open)) });
  }

  /** @throws RefusalError `not_found`, also where the caller may not know that it exists */
  async get(caller: Caller, id: string): Promise<Email> {
    return present(await this.find(caller, id), await this.visible.openTypes(caller));
  }

  /** The page with pictures, of those that have one. @throws RefusalError `not_found` as `get` does */
  async page(caller: Caller, id: string): Promise<{ html: string | null }> {
    const { body } = await this.get(caller, id);
    return { html: body === null ? null : await this.store.page(this.database, id) };
  }

  /**
   * Tries again, for who may change the record.
   * @throws RefusalError `conflict` when it is on its way or sent
   */
  async resend(caller: Caller, id: string): Promise<Email> {
    const { recordId, state } = await this.find(caller, id);
    const changeable = recordId && (await this.visible.everyType(caller, 'update'));
    const filter = { id, record: recordId ?? undefined };
    if (
      !changeable ||
      (await this.store.list(this.database, filter, changeable, caller.id, { limit: 1, after: null })).items.length ===
        0
    ) {
      throw refused('forbidden', 'Your roles do not allow to change its record.');
    }
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      if (!(await this.store.requeue(tx, id, now))) {
        throw refused('conflict', `It is ${state}: only an e-mail that failed or was not sent can be sent again.`);
      }
      await this.audit.note(tx, actorOf(caller), 'email.resent', { email: id, record: recordId });
      tx.afterCommit(() => void this.queues.addBulk('outer', [emailJob({ id, attempts: now.getTime() })]));
    });
    return this.get(caller, id);
  }

  private async find(caller: Caller, id: string): Promise<ListedEmail> {
    const scope = await this.visible.everyType(caller, 'read');
    const { items } = await this.store.list(this.database, { id }, scope, caller.id, { limit: 1, after: null });
    const [email] = items;
    if (!email) throw refused('not_found', 'There is no such e-mail.');
    return email;
  }
}

/** @param open types of whose records the reader may read every field: an e-mail may tell any */
function present(email: ListedEmail, open: ReadonlySet<string>): Email {
  const { id, recordId, entityType, runId, state, attempts, createdBy, dueAt, createdAt, sentAt } = email;
  const isOpen = entityType === null || open.has(entityType);
  const { recipients: to, subject, body, hasPage, attachments, error } = email;
  const told = isOpen ? { to, subject, body, hasPage, attachments, error } : HIDDEN;
  return {
    ...{ id, recordId, entityType, runId, state, attempts, createdBy },
    ...told,
    nextAttemptAt: state === 'queued' && attempts > 0 ? (dueAt?.toISOString() ?? null) : null,
    createdAt: createdAt.toISOString(),
    sentAt: sentAt?.toISOString() ?? null,
  };
}

const HIDDEN = { to: null, subject: null, body: null, hasPage: false, attachments: null, error: null };
