import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Health } from './health.ts';

/**
 * The HTTP server. It opens before anything else is there, so that health can be asked while the database starts, and
 * closes before anything else goes.
 */
export class FrontDoor {
  readonly server: Server;
  private application: RequestListener = notYet;
  private readonly open = new Set<ServerResponse>();

  /** @param serve whether an application stands behind it; a worker answers only about its health */
  constructor(
    private readonly health: Health,
    private readonly serve: boolean,
  ) {
    this.server = createServer((request, response) => this.answer(request, response));
    // Longer than proxies keep theirs, so that they never send on a connection that is just being closed.
    this.server.keepAliveTimeout = 75_000;
  }

  /** @returns the port it listens on @throws Error when the port is taken or not allowed */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        const address = this.server.address();
        resolve(typeof address === 'object' && address ? address.port : port);
      });
    });
  }

  /** From now on requests go to the application. */
  lead(application: RequestListener): void {
    this.application = application;
  }

  /**
   * Takes no more requests and lets those in hand finish; live streams, which never would, are ended.
   * @param patience milliseconds, after which connections are cut
   */
  async close(patience: number): Promise<void> {
    if (!this.server.listening) return;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const response of this.open) {
      if (String(response.getHeader('content-type')).startsWith('text/event-stream')) response.end();
      else if (!response.headersSent) response.setHeader('connection', 'close');
    }
    this.server.closeIdleConnections();
    const timer = setTimeout(() => this.server.closeAllConnections(), patience);
    await closed;
    clearTimeout(timer);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    this.open.add(response);
    response.once('close', () => this.open.delete(response));
    const path = request.url?.split('?', 1)[0] ?? '/';
    if (this.health.answers(path)) void this.health.answer(path, response);
    else if (this.serve) this.application(request, response);
    else response.writeHead(404).end();
  }
}

const notYet: RequestListener = (_request, response) => {
  const problem = {
    type: 'about:blank',
    title: 'Not available now',
    status: 503,
    detail: 'Etapa is starting. Try again in a moment.',
    code: 'unavailable',
  };
  response
    .writeHead(503, { 'content-type': 'application/problem+json; charset=utf-8', 'retry-after': '2' })
    .end(JSON.stringify(problem));
};
