import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const entry = resolve(import.meta.dirname, '../server/dist/main/index.js');

/** The environment without what would take Etapa somewhere else than to an empty machine. */
const emptyMachine = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(ETAPA_|DATABASE_URL$|REDIS_URL$|SMTP_|MAIL_)/.test(name)),
  );

async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** A whole Etapa of its own: empty data directory, free port, real processes. */
export class Etapa {
  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Starts on embedded defaults and resolves when `/readyz` answers; rejects with the log after 60 s. */
  static async start(env: NodeJS.ProcessEnv = {}): Promise<Etapa> {
    const folder = await mkdtemp(join(tmpdir(), 'etapa-e2e-'));
    const port = await freePort();
    const url = `http://127.0.0.1:${port}`;
    const child = spawn(process.execPath, [entry], {
      env: { ...emptyMachine(), PORT: String(port), HOST: '127.0.0.1', ETAPA_DATA_DIR: join(folder, 'data'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let log = '';
    child.stdout?.on('data', (chunk) => {
      log += String(chunk);
    });
    child.stderr?.on('data', (chunk) => {
      log += String(chunk);
    });
    const deadline = Date.now() + 60_000;
    while (Date.now() < deadline && child.exitCode === null) {
      const ready = await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      );
      if (ready) return new Etapa(url, folder, child);
      await new Promise((done) => setTimeout(done, 200));
    }
    child.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
    throw new Error(`Etapa did not start:\n${log}`);
  }

  async stop(): Promise<void> {
    const ended = new Promise<void>((done) => this.child.once('exit', () => done()));
    this.child.kill('SIGTERM');
    await ended;
    await rm(this.folder, { recursive: true, force: true });
  }
}
