import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { Config } from '../config/config.ts';

export interface OutgoingMail {
  messageId: string;
  to: string[];
  subject: string;
  /** Plain text. */
  text: string;
  /** A page that says the same; its pictures stand in it as data. */
  html: string | null;
  attachments: { name: string; mediaType: string; content: Readable }[];
}

/** The mail server did not take a mail. `isFinal`: it said that trying again is no use. */
export class MailError extends Error {
  constructor(
    message: string,
    readonly isFinal: boolean,
  ) {
    super(message);
  }
}

/** Milliseconds: to connect and be greeted, and of silence. */
const PATIENCE = { connectionTimeout: 20_000, greetingTimeout: 20_000, socketTimeout: 60_000, dnsTimeout: 20_000 };

/** Sends e-mails over SMTP, where an operator has named a server. */
@Injectable()
export class Mail {
  constructor(private readonly config: Config) {}

  get isOn(): boolean {
    return this.config.smtpUrl !== undefined;
  }

  /** Host of the address that mails come from, for their ids. */
  get host(): string {
    return this.from.split('@').at(-1)?.replace('>', '') || 'localhost';
  }

  /** @returns addresses that the server refused while it took the mail for others @throws MailError */
  async send({ to, attachments, html, ...mail }: OutgoingMail): Promise<string[]> {
    const transport = createTransport({
      ...PATIENCE,
      url: this.config.smtpUrl,
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const sent = await transport.sendMail({
        ...mail,
        // Pictures become parts of the mail: few mailboxes show data.
        ...(html === null ? {} : { html, attachDataUrls: true }),
        from: this.from,
        to: to.map((address) => ({ name: '', address })),
        attachments: attachments.map(({ name, mediaType, content }) => ({
          filename: name,
          contentType: mediaType,
          content,
        })),
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return sent.rejected ?? [];
    } catch (error) {
      throw mailError(error);
    } finally {
      transport.close();
      for (const { content } of attachments) content.destroy();
    }
  }

  private get from(): string {
    return this.config.mailFrom ?? `Etapa <etapa@${new URL(this.config.baseUrl).hostname}>`;
  }
}

/** What the server said, which is for people; of anything else the kind alone. */
function mailError(error: unknown): MailError {
  const { code, responseCode, response } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    responseCode?: unknown;
    response?: unknown;
  };
  if (typeof responseCode === 'number') {
    const said = typeof response === 'string' ? response.slice(0, 500) : String(responseCode);
    // A wrong password may be mended: the mail can be sent again then.
    return new MailError(`The mail server answered: ${said}`, responseCode >= 500 && code !== 'EAUTH');
  }
  return new MailError(`The mail server could not be reached${typeof code === 'string' ? `: ${code}` : ''}.`, false);
}
