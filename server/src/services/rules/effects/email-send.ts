import { Injectable } from '@nestjs/common';
import { EmailStore } from '../../../store/emails.ts';
import { RecordStore } from '../../../store/records.ts';
import { EmailService } from '../../emails.ts';
import { refused } from '../../refusal-error.ts';
import type { Doing, EffectOf, EffectPerformer, Performed } from './performer.ts';

/** Writes an e-mail, which is kept with the record and sent after the step. */
@Injectable()
export class EmailWriting implements EffectPerformer<'email.send'> {
  constructor(
    private readonly emails: EmailService,
    private readonly store: EmailStore,
    private readonly records: RecordStore,
  ) {}

  async perform({ tx, doer, run, path }: Doing, effect: EffectOf<'email.send'>): Promise<Performed> {
    const { userIds, subject, body, attachments } = effect;
    const people = await this.store.addresses(tx, userIds);
    const recipients = new Map<string, { address: string; userId: string | null }>();
    for (const person of people) recipients.set(person.address.toLowerCase(), person);
    for (const address of effect.to) {
      const key = address.toLowerCase();
      if (!recipients.has(key)) recipients.set(key, { address, userId: null });
    }
    const skipped = userIds.filter((id) => !people.some(({ userId }) => userId === id));
    if (recipients.size === 0) {
      throw refused('conflict', 'There is nobody to write to: none of these people is active and has an address.');
    }
    const there = new Set((await this.records.files(tx, attachments)).map(({ id }) => id));
    const missing = attachments.find((id) => !there.has(id));
    if (missing) throw refused('not_found', `There is no file ${missing} to attach.`);
    const { recordId, entityType, id: runId } = run;
    const id = await this.emails.write(tx, doer, {
      recordId,
      entityType,
      runId,
      stepPath: path,
      recipients: [...recipients.values()],
      subject,
      body,
      attachments,
    });
    const to = [...recipients.values()].map(({ address }) => address);
    return { output: { id, to, ...(skipped.length > 0 ? { skipped } : {}) } };
  }
}
