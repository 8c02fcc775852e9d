import { Injectable } from '@nestjs/common';
import { EmailStore } from '../store/emails.ts';
import { newId } from '../store/ids.ts';
import type { Transaction } from '../store/transaction.ts';
import { EmailService } from './emails.ts';

/** E-mails to one person, about no record: only they see them. */
@Injectable()
export class Letters {
  constructor(
    private readonly addresses: EmailStore,
    private readonly emails: EmailService,
  ) {}

  async write(tx: Transaction, userId: string, letter: { subject: string; body: string }): Promise<void> {
    const recipients = await this.addresses.addresses(tx, [userId]);
    if (recipients.length === 0) return;
    const doer = {
      caller: null,
      actor: { kind: 'system', id: 'notifications' } as const,
      cause: { correlation: newId(), depth: 0 },
    };
    const about = { recordId: null, entityType: null, runId: null, stepPath: null };
    await this.emails.write(tx, doer, { ...about, recipients, ...letter, attachments: [] });
  }
}
