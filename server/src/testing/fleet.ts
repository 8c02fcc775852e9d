import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedDatabase } from '../connectors/embedded-database.ts';
import { freePort } from './free-port.ts';
import { TestRedis } from './redis.ts';
import { ServerProcess } from './server-process.ts';

export type Part = 'web' | 'worker' | 'postgres' | 'redis';

const ADMIN = { email: 'ann@example.com', password: 'correct horse battery' };
const WORKERS = 2;

/** One web process, two workers, PostgreSQL and perhaps Redis, each a process of its own that can be killed for real. */
export class Fleet {
  private web?: ServerProcess;
  private readonly workers: ServerProcess[] = [];
  private cookie = '';
  private nextWorker = 0;

  private constructor(
    private readonly home: string,
    private readonly database: EmbeddedDatabase,
    private readonly redis: TestRedis | undefined,
    private readonly port: number,
    private readonly env: { [name: string]: string },
  ) {}

  /** @param env further variables of web and workers */
  static async start(env: { [name: string]: string } = {}): Promise<Fleet> {
    const home = mkdtempSync(join(tmpdir(), 'etapa-fleet-'));
    chmodSync(home, 0o711);
    const redis = process.env.ETAPA_TEST_QUEUE === 'redis' ? await TestRedis.start() : undefined;
    const database = await EmbeddedDatabase.start(home, { settings: { fsync: 'off' } });
    const fleet = new Fleet(home, database, redis, await freePort(), env);
    fleet.web = fleet.launch('web');
    await fleet.web.ready();
    for (let index = 0; index < WORKERS; index += 1) fleet.workers.push(fleet.launch('worker'));
    await fleet.login();
    return fleet;
  }

  get databaseUrl(): string {
    return this.database.url;
  }

  get parts(): Part[] {
    return this.redis ? ['web', 'worker', 'postgres', 'redis'] : ['web', 'worker', 'postgres'];
  }

  /** Kills a part with SIGKILL and starts it again; Redis with all it held lost. */
  async kill(part: Part): Promise<void> {
    if (part === 'postgres') {
      const { pid } = this.database;
      // Nobody but PostgreSQL: 0 would be all of ourselves.
      if (pid) process.kill(pid, 'SIGKILL');
    } else if (part === 'redis') {
      await this.redis?.kill();
      await this.redis?.start();
    } else if (part === 'web') {
      await this.web?.end('SIGKILL');
      this.web = this.launch('web');
    } else {
      const index = this.nextWorker++ % WORKERS;
      await this.workers[index]?.end('SIGKILL');
      this.workers[index] = this.launch('worker');
    }
  }

  /** As a deploy does: a new worker starts beside the old one, which is then asked to stop. @returns its exit code */
  async replaceWorker(): Promise<number | null> {
    const old = this.workers[0];
    const fresh = this.launch('worker');
    this.workers[0] = fresh;
    await Promise.race([fresh.ready(), fresh.exited]).catch(() => undefined);
    return (await old?.end('SIGTERM')) ?? null;
  }

  /**
   * One call of the API, asked again until there is an answer that is not the fault of a part being away. The key makes
   * a call that was answered to nobody give its first answer.
   */
  async call<T>(method: string, path: string, body: object, key: string): Promise<T> {
    for (const end = Date.now() + 120_000; ; ) {
      const answer = await this.ask(method, path, body, key);
      if (answer && answer.status < 300) return (await answer.json()) as T;
      if (answer && answer.status < 500 && answer.status !== 429) {
        throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
      }
      if (Date.now() > end) throw new Error(`${method} ${path} had no answer: ${answer?.status ?? 'no connection'}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** What every process has said on its error output. */
  get errors(): string {
    return [this.web, ...this.workers].map((each) => each?.errors ?? '').join('');
  }

  async stop(): Promise<void> {
    await Promise.all([this.web, ...this.workers].map((each) => each?.end('SIGKILL')));
    await this.database.stop();
    await this.redis?.kill();
    rmSync(this.home, { recursive: true, force: true });
  }

  private async ask(method: string, path: string, body: object, key: string): Promise<Response | undefined> {
    try {
      return await fetch(`http://127.0.0.1:${this.port}/api/v1${path}`, {
        method,
        headers: { 'content-type': 'application/json', cookie: this.cookie, 'idempotency-key': key },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(20_000),
      });
    } catch {
      return undefined;
    }
  }

  private async login(): Promise<void> {
    const answer = await this.ask('POST', '/auth/login', ADMIN, 'login');
    if (answer?.status !== 200) throw new Error(`The fleet's administrator cannot log in: ${answer?.status}`);
    this.cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  private launch(role: 'web' | 'worker'): ServerProcess {
    return ServerProcess.start({
      ETAPA_ROLE: role,
      DATABASE_URL: this.databaseUrl,
      ETAPA_DATA_DIR: join(this.home, 'files'),
      ETAPA_ADMIN_EMAIL: ADMIN.email,
      ETAPA_ADMIN_PASSWORD: ADMIN.password,
      ...(this.redis ? { REDIS_URL: this.redis.url } : {}),
      ...(role === 'web' ? { PORT: String(this.port) } : {}),
      ...this.env,
    });
  }
}
