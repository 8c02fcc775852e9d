import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const root = resolve(import.meta.dirname, '../..');

interface Database {
  url: string;
  pid?: number;
  stop(): Promise<void>;
}

/** Everything a bench run starts, stopped in the opposite order. */
export class Processes {
  /** Of those that run Node. */
  readonly pids: number[] = [];
  private readonly stops: (() => Promise<void>)[] = [];

  async database(): Promise<Database> {
    const folder = await mkdtemp(join(tmpdir(), 'etapa-bench-'));
    const { EmbeddedDatabase } = (await import(join(root, 'server/dist/connectors/embedded-database.js'))) as {
      EmbeddedDatabase: { start(folder: string): Promise<Database> };
    };
    const database = await EmbeddedDatabase.start(folder);
    this.stops.push(async () => {
      await database.stop();
      await rm(folder, { recursive: true, force: true });
    });
    return database;
  }

  /** @returns the first line that `file` prints */
  async start(file: string, env: NodeJS.ProcessEnv): Promise<string> {
    const child = spawn(process.execPath, [join(root, file)], {
      env: { ...process.env, NODE_ENV: 'production', ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    if (child.pid !== undefined) this.pids.push(child.pid);
    this.stops.push(() => stop(child));
    const lines = createInterface({ input: child.stdout });
    return new Promise((done, fail) => {
      lines.once('line', done);
      child.once('exit', (code) => fail(new Error(`${file} ended with ${code}`)));
    });
  }

  /** Starts Etapa. @returns its address */
  async etapa(env: NodeJS.ProcessEnv): Promise<string> {
    const line = await this.start('server/dist/main/index.js', { HOST: '127.0.0.1', PORT: '0', ...env });
    const [url] = /http:\S+/.exec(line) ?? [];
    if (!url) throw new Error(`Etapa said "${line}" instead of its address.`);
    return url;
  }

  async stop(): Promise<void> {
    for (const stop of this.stops.splice(0).reverse()) await stop();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.kill('SIGTERM');
  await ended;
}
