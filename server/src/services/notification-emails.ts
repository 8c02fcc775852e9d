import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Config } from '../config/config.ts';
import { Database } from '../store/database.ts';
import { type NotificationRow, NotificationStore } from '../store/notifications.ts';
import { Letters } from './letters.ts';
import { letter } from './notice-letter.ts';
import { type NoticeReader, NoticeReaders } from './notice-readers.ts';

/** Most notifications of one round, and most rounds of one look. */
const LIMIT = 500;
const ROUNDS = 20;

/**
 * Writes what people are to be told by e-mail, those of one person who are due together in one e-mail, in the person's
 * language. What they may no longer see, or have read meanwhile, is left out.
 */
@Injectable()
export class NotificationEmails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly config: Config,
    private readonly store: NotificationStore,
    private readonly emails: Letters,
    private readonly readers: NoticeReaders,
  ) {}

  async send(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) if ((await this.some()) < LIMIT) return;
  }

  private async some(): Promise<number> {
    const now = this.clock.now();
    if (!(await this.store.isEmailDue(this.database, now))) return 0;
    return this.database.transaction(async (tx) => {
      const due = await this.store.takeEmails(tx, now, LIMIT);
      const people = [...new Set(due.map(({ userId }) => userId))];
      for (const userId of people) {
        const notices = due.filter((notice) => notice.userId === userId && notice.readAt === null);
        const reader = notices.length > 0 ? await this.readers.reader(userId, notices) : null;
        if (!reader) continue;
        const known = notices.flatMap((notice) => asKnown(notice, reader) ?? []);
        if (known.length === 0) continue;
        const { name, language } = reader.caller;
        await this.emails.write(tx, userId, letter(known, { name, language, baseUrl: this.config.baseUrl }));
      }
      return due.length;
    });
  }
}

/** What somebody is told: who is asked for an approval may decide without reading its card, and gets no way to it. */
function asKnown(notice: NotificationRow, reader: NoticeReader): NotificationRow | null {
  if (reader.mayKnow(notice)) return notice;
  return notice.kind === 'approval' ? { ...notice, recordId: null, entityType: null } : null;
}
