import { Injectable } from '@nestjs/common';
import { Queues } from '../log/queues.ts';
import { emailJob } from '../services/emails.ts';
import { EmailSender } from '../services/emails-send.ts';
import type { JobHandler } from './handler.ts';
import type { Sweeper } from './sweep.ts';

/** Sends e-mails. */
@Injectable()
export class EmailHandler implements JobHandler {
  readonly queue = 'outer';
  readonly job = 'email';

  constructor(private readonly sender: EmailSender) {}

  handle(data: unknown, signal: AbortSignal): Promise<void> {
    return this.sender.deliver((data as { id: string }).id, signal);
  }
}

/** Finds e-mails whose time to be tried again has come, and those whose job a queue lost. */
@Injectable()
export class EmailSweeper implements Sweeper {
  readonly sweeper = 'emails';

  constructor(
    private readonly sender: EmailSender,
    private readonly queues: Queues,
  ) {}

  async sweep(): Promise<void> {
    await this.queues.addBulk('outer', (await this.sender.due()).map(emailJob));
  }
}
