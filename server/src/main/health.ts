import type { ServerResponse } from 'node:http';
import type { Metrics } from './metrics.ts';

/** A part that Etapa cannot work without; throws when it does not answer. */
export type Probe = () => Promise<unknown>;

/** How long a part may take to answer, in milliseconds. */
const PATIENCE = 3000;

/** Whether the process lives, whether it can work, and its figures. */
export class Health {
  private probes: { [part: string]: Probe } = {};
  private state: 'starting' | 'started' | 'stopping' = 'starting';

  constructor(private readonly metrics: Metrics) {}

  started(probes: { [part: string]: Probe }): void {
    this.probes = probes;
    this.state = 'started';
  }

  stopping(): void {
    this.state = 'stopping';
  }

  answers(path: string): boolean {
    return path === '/healthz' || path === '/readyz' || path === '/metrics';
  }

  async answer(path: string, response: ServerResponse): Promise<void> {
    if (path === '/healthz') return send(response, 200, { status: 'ok' });
    if (path === '/readyz') {
      const { ready, body } = await this.readiness();
      return send(response, ready ? 200 : 503, body);
    }
    const text = await this.metrics.text();
    response.writeHead(200, { 'content-type': this.metrics.contentType, 'cache-control': 'no-store' }).end(text);
  }

  private async readiness(): Promise<{ ready: boolean; body: object }> {
    if (this.state !== 'started') {
      return { ready: false, body: { status: this.state, checks: {}, failing: [this.state] } };
    }
    const answers = await Promise.all(
      Object.entries(this.probes).map(async ([part, probe]) => [part, await tryProbe(probe)] as const),
    );
    const failing = answers.filter(([, answer]) => answer !== 'ok').map(([part]) => part);
    const status = failing.length === 0 ? 'ready' : 'failing';
    return { ready: failing.length === 0, body: { status, checks: Object.fromEntries(answers), failing } };
  }
}

/** @returns `ok` or what is wrong, in words that hold no secret */
async function tryProbe(probe: Probe): Promise<string> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no answer within ${PATIENCE} ms`), PATIENCE);
  });
  const asked = probe().then(
    () => 'ok',
    () => 'does not answer',
  );
  const answer = await Promise.race([asked, late]);
  clearTimeout(timer);
  return answer;
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
    .end(JSON.stringify(body));
}
