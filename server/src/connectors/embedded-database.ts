import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import pg from 'pg';
import { findBinaries } from './embedded-binaries.ts';
import { type Cluster, prepareCluster } from './embedded-cluster.ts';
import { SETTINGS } from './embedded-settings.ts';
import { hasEnded, isAlive } from './process-identity.ts';

/**
 * Becomes PostgreSQL, and leaves a guardian behind that waits on the pipe to Node: when Node dies, however it dies, the
 * pipe closes and the guardian stops PostgreSQL. The guardian is nobody's child, so PostgreSQL never hears of its end.
 */
const GUARDED =
  'exec 3<&0; ( ( read -r word <&3; [ "$word" = done ] || kill -INT $$ ) >/dev/null 2>&1 & ); exec 3<&-; exec "$@" </dev/null';

const LOG_LIMIT = 16 * 1024 * 1024;

/** A PostgreSQL of our own, as a child process. */
export class EmbeddedDatabase {
  private child?: ChildProcess;
  private stopping = false;

  private constructor(
    private readonly dataDir: string,
    private readonly cluster: Cluster,
    private readonly settings: { [name: string]: string },
    private readonly port: number,
    private readonly onLost: (error: Error) => void,
  ) {}

  /**
   * Starts it, made first where there is none. The caller holds the lock of the data directory, so whatever PostgreSQL
   * still runs there is an orphan and is stopped.
   * @param options `settings` go over the usual ones; `onLost` hears when it ended by itself and could not be restarted
   */
  static async start(
    dataDir: string,
    options: { settings?: { [name: string]: string }; onLost?: (error: Error) => void } = {},
  ): Promise<EmbeddedDatabase> {
    mkdirSync(dataDir, { recursive: true, mode: 0o711 });
    await stopOrphan(join(dataDir, 'postgres'));
    const cluster = prepareCluster(dataDir, findBinaries());
    const settings = { ...SETTINGS, ...options.settings };
    const onLost = options.onLost ?? (() => undefined);
    for (let attempt = 1; ; attempt += 1) {
      const database = new EmbeddedDatabase(dataDir, cluster, settings, await freePort(), onLost);
      try {
        await database.launch();
        await database.ensureDatabase();
        return database;
      } catch (error) {
        await database.stop();
        // Someone else may have taken the port in between.
        if (attempt === 3) throw error;
      }
    }
  }

  get url(): string {
    return this.urlOf('etapa');
  }

  /** The URL of another database on the same server. */
  urlOf(database: string): string {
    return `postgres://etapa:${this.cluster.password}@127.0.0.1:${this.port}/${database}`;
  }

  /** The process id of PostgreSQL. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Stops it: at once for clients, with everything written. After four seconds less politely, but safely. */
  async stop(): Promise<void> {
    this.stopping = true;
    const pid = this.child?.pid;
    if (pid === undefined) return;
    this.child?.stdin?.end('done\n');
    if (process.platform === 'win32') {
      spawnSync(this.cluster.account.binaries.pgCtl, ['stop', '-m', 'fast', '-D', this.cluster.dir], {
        stdio: 'ignore',
      });
    }
    await end(pid);
    this.child = undefined;
  }

  private async launch(): Promise<void> {
    const { account, dir } = this.cluster;
    const settings = Object.entries(this.settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const command = [...account.prefix, account.binaries.postgres, '-D', dir, '-p', String(this.port), ...settings];
    const [program = '', ...args] =
      process.platform === 'win32' ? command : ['/bin/sh', '-c', GUARDED, 'etapa-postgres', ...command];
    const logPath = join(this.dataDir, 'postgres.log');
    const full = existsSync(logPath) && statSync(logPath).size > LOG_LIMIT;
    const log = openSync(logPath, full ? 'w' : 'a', 0o600);
    const child = spawn(program, args, {
      uid: account.uid,
      gid: account.gid,
      cwd: '/',
      // A session of its own: Ctrl-C in the terminal is for Node alone, which stops the database last.
      detached: true,
      stdio: ['pipe', 'ignore', log],
      env: { ...process.env, LC_ALL: 'C' },
    });
    closeSync(log);
    child.stdin?.on('error', () => undefined);
    this.child = child;
    await this.untilReady(child, logPath);
    child.once('exit', () => void this.revive());
  }

  private async untilReady(child: ChildProcess, logPath: string): Promise<void> {
    let failure: Error | undefined;
    child.once('error', (error) => {
      failure = error;
    });
    const pidFile = join(this.cluster.dir, 'postmaster.pid');
    for (const end = Date.now() + 120_000; Date.now() < end; ) {
      if (failure) throw failure;
      if (child.exitCode !== null || child.signalCode !== null) {
        const last = readFileSync(logPath, 'utf8').trimEnd().split('\n').slice(-3).join(' ');
        throw new Error(`The embedded PostgreSQL did not start: ${last}`);
      }
      const lines = readLines(pidFile);
      if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    throw new Error(`The embedded PostgreSQL did not become ready; see ${logPath}.`);
  }

  /** Starts it again when it ended without being asked to. */
  private async revive(): Promise<void> {
    let last: unknown;
    for (let attempt = 0; attempt < 20 && !this.stopping; attempt += 1) {
      try {
        await this.launch();
        return;
      } catch (error) {
        // Its earlier children may still be on their way out.
        last = error;
        await new Promise((resolve) => setTimeout(resolve, 250));
      }
    }
    if (!this.stopping)
      this.onLost(new Error('The embedded PostgreSQL ended and did not start again.', { cause: last }));
  }

  private async ensureDatabase(): Promise<void> {
    const client = new pg.Client({ connectionString: this.urlOf('postgres') });
    await client.connect();
    try {
      const { rowCount } = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'etapa'`);
      if (rowCount === 0) await client.query('CREATE DATABASE etapa');
    } finally {
      await client.end();
    }
  }
}

/** Stops a PostgreSQL that outlived the Etapa that began it. */
async function stopOrphan(dir: string): Promise<void> {
  const pidFile = join(dir, 'postmaster.pid');
  const pid = Number(readLines(pidFile)[0]);
  if (!Number.isInteger(pid) || pid <= 0) return;
  if (isAlive(pid) && servesFrom(pid, dir)) await end(pid);
  // Left by a kill; and PostgreSQL would not start while another process of its user happens to have the number.
  else rmSync(pidFile, { force: true });
}

function servesFrom(pid: number, dir: string): boolean {
  if (process.platform === 'linux') {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === dir;
    } catch {
      return false;
    }
  }
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  return (stdout ?? '').includes(dir);
}

async function end(pid: number): Promise<void> {
  for (const [signal, milliseconds] of [
    ['SIGINT', 4000],
    ['SIGQUIT', 2000],
    ['SIGKILL', 2000],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    if (await hasEnded(pid, milliseconds)) return;
  }
}

function readLines(path: string): string[] {
  try {
    return readFileSync(path, 'utf8').split('\n');
  } catch {
    return [];
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
