import { Injectable } from '@nestjs/common';
import { FileStorage } from '../connectors/file-storage.ts';
import { MailError, type OutgoingMail } from '../connectors/mail.ts';
import { Database } from '../store/database.ts';
import type { EmailRow } from '../store/emails.ts';
import { FileStore } from '../store/files.ts';

/** What is attached to e-mails. */
@Injectable()
export class EmailFiles {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly storage: FileStorage,
  ) {}

  /** @throws MailError when one is not there any more */
  async of({ attachments }: Pick<EmailRow, 'attachments'>): Promise<OutgoingMail['attachments']> {
    const found: OutgoingMail['attachments'] = [];
    for (const id of attachments) {
      const file = await this.files.find(this.database, id);
      const content = file && (await this.storage.read(id));
      if (!file || !content) {
        for (const opened of found) opened.content.destroy();
        throw new MailError(`The file ${file ? `"${file.name}"` : id} that is attached is not there any more.`, true);
      }
      found.push({ name: file.name, mediaType: file.mediaType, content });
    }
    return found;
  }
}
