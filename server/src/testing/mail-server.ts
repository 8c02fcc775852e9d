import type { AddressInfo } from 'node:net';
import { SMTPServer, type SMTPServerAddress } from 'smtp-server';

export interface TestMailServer {
  /** For `SMTP_URL`. */
  url: string;
  /** Every mail it took: who it was for, and its source. */
  mails: { to: string[]; source: string }[];
  /** Most connections it had at the same time. */
  busiest: number;
  /** What the server says to a recipient; it takes all unless told. */
  answer: (address: string) => Error | undefined;
  stop(): Promise<void>;
}

/** A mail server of one's own that keeps what it is sent. */
export async function testMailServer(): Promise<TestMailServer> {
  const mails: TestMailServer['mails'] = [];
  const test: Pick<TestMailServer, 'answer' | 'busiest'> = { answer: () => undefined, busiest: 0 };
  let connected = 0;
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onConnect(_session, callback) {
      test.busiest = Math.max(test.busiest, ++connected);
      // Long enough for those who come at the same time to be seen together.
      setTimeout(callback, 20);
    },
    onClose() {
      connected -= 1;
    },
    onRcptTo: ({ address }: SMTPServerAddress, _session, callback) => callback(test.answer(address)),
    onData(stream, session, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, source: Buffer.concat(chunks).toString('utf8') });
        callback();
      });
    },
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.server.address() as AddressInfo;
  return Object.assign(test, {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    stop: () => new Promise<void>((done) => server.close(done)),
  });
}

/** A refusal of a mail server with its code: 4xx for now, 5xx for good. */
export const smtpError = (responseCode: number, message: string): Error =>
  Object.assign(new Error(message), { responseCode });
