import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { hasEnded, isAlive } from '../connectors/process-identity.ts';
import { emptyDatabase } from '../testing/database.ts';
import { freePort } from '../testing/free-port.ts';
import { ServerProcess } from '../testing/server-process.ts';

const processes: ServerProcess[] = [];
const start = (env: { [name: string]: string }): ServerProcess => {
  const server = ServerProcess.start({ PORT: '0', ...env });
  processes.push(server);
  return server;
};
const get = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, body: await answer.text() };
};
const until = async (check: () => Promise<boolean>): Promise<void> => {
  for (const end = Date.now() + 30_000; !(await check().catch(() => false)); ) {
    if (Date.now() > end) throw new Error('It did not happen within thirty seconds.');
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
};

afterEach(async () => {
  await Promise.all(processes.splice(0).map((server) => server.end('SIGKILL')));
});

describe('a server on its embedded database', () => {
  let home: string;
  let dataDir: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'etapa-main-'));
    // Where nobody else may pass, as under /root.
    chmodSync(home, 0o700);
    dataDir = join(home, 'data');
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  const postgresPid = () => Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

  it('says one line when it is ready, is healthy, and stops within ten seconds without a trace', async () => {
    const server = start({ ETAPA_DATA_DIR: dataDir });
    const address = await server.ready();
    expect(server.output).toMatch(/^Etapa is ready at http:\/\/127\.0\.0\.1:\d+\n$/);
    expect(server.errors).toBe('');
    expect(await get(`${address}/healthz`)).toMatchObject({ status: 200 });
    const ready = await get(`${address}/readyz`);
    expect([ready.status, JSON.parse(ready.body)]).toEqual([
      200,
      { status: 'ready', checks: { database: 'ok', queue: 'ok' }, failing: [] },
    ]);
    const metrics = await get(`${address}/metrics`);
    expect(metrics.body).toContain('etapa_queue_waiting_jobs{queue="rules"} 0');
    expect(metrics.body).toContain('process_resident_memory_bytes');
    const database = postgresPid();
    const asked = Date.now();
    expect(await server.end('SIGTERM')).toBe(0);
    expect(Date.now() - asked).toBeLessThan(10_000);
    expect(isAlive(database)).toBe(false);
  }, 30_000);

  it('uses less than 300 MB and starts again within five seconds', async () => {
    const began = Date.now();
    const server = start({ ETAPA_DATA_DIR: dataDir });
    const address = await server.ready();
    expect(Date.now() - began).toBeLessThan(5000);
    const { body } = await get(`${address}/metrics`);
    expect(Number(/^process_resident_memory_bytes (\S+)$/m.exec(body)?.[1])).toBeLessThan(300e6);
    expect(await server.end('SIGINT')).toBe(0);
  }, 30_000);

  it('refuses a second start, naming the first, which goes on', async () => {
    const first = start({ ETAPA_DATA_DIR: dataDir });
    const address = await first.ready();
    const second = start({ ETAPA_DATA_DIR: dataDir });
    expect(await second.exited).toBe(1);
    expect(second.errors).toBe(
      `Etapa already runs on ${dataDir} as process ${first.pid}. Stop it first, or set ETAPA_DATA_DIR to another directory.\n`,
    );
    expect(await get(`${address}/readyz`)).toMatchObject({ status: 200 });
  }, 30_000);

  it('leaves no database behind when it is killed, and starts again', async () => {
    const killed = start({ ETAPA_DATA_DIR: dataDir });
    await killed.ready();
    const database = postgresPid();
    await killed.end('SIGKILL');
    expect(await hasEnded(database, 8000)).toBe(true);
    await start({ ETAPA_DATA_DIR: dataDir }).ready();
  }, 30_000);

  it('starts at once after a kill, while the database of before is still there', async () => {
    const killed = start({ ETAPA_DATA_DIR: dataDir });
    await killed.ready();
    const database = postgresPid();
    // Frozen, it cannot follow its guardian's order: what is left is an orphan.
    process.kill(database, 'SIGSTOP');
    await killed.end('SIGKILL');
    const next = start({ ETAPA_DATA_DIR: dataDir });
    await new Promise((resolve) => setTimeout(resolve, 500));
    process.kill(database, 'SIGCONT');
    await next.ready();
    expect(isAlive(database)).toBe(false);
    expect(postgresPid()).not.toBe(database);
  }, 30_000);

  it('creates the administrator of the environment, once', async () => {
    const env = {
      ETAPA_DATA_DIR: dataDir,
      ETAPA_ADMIN_EMAIL: 'ann@example.com',
      ETAPA_ADMIN_PASSWORD: 'correct horse',
    };
    const address = await start(env).ready();
    const login = await fetch(`${address}/api/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ann@example.com', password: 'correct horse' }),
    });
    expect(login.status).toBe(200);
  }, 30_000);
});

describe('servers on one external database', () => {
  let url: string;
  let drop: () => Promise<void>;
  let dataDir: string;
  beforeEach(async () => {
    ({ url, stop: drop } = await emptyDatabase());
    dataDir = mkdtempSync(join(tmpdir(), 'etapa-main-'));
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((server) => server.end('SIGKILL')));
    await drop();
    rmSync(dataDir, { recursive: true });
  });

  const query = async (sql: string) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('start at the same moment, share it and a data directory, and stop apart', async () => {
    const env = { DATABASE_URL: url, ETAPA_DATA_DIR: dataDir };
    const servers = [start({ ...env, ETAPA_ROLE: 'web' }), start({ ...env, ETAPA_ROLE: 'all' })];
    const worker = start({ ...env, ETAPA_ROLE: 'worker', PORT: '' });
    const [web, all] = await Promise.all(servers.map((server) => server.ready()));
    await worker.ready();
    expect(worker.output).toBe('Etapa is ready (worker)\n');
    expect(await get(`${web}/readyz`)).toMatchObject({ status: 200 });
    expect(await servers[1]?.end()).toBe(0);
    await expect(fetch(`${all}/healthz`)).rejects.toThrow();
    expect(await get(`${web}/readyz`)).toMatchObject({ status: 200 });
    expect(await worker.end()).toBe(0);
  }, 60_000);

  it('is alive before it is ready, and says what it waits for', async () => {
    // Another process is at the migrations.
    const blocker = new pg.Client({ connectionString: url });
    await blocker.connect();
    await blocker.query('SELECT pg_advisory_lock(7203614551)');
    const port = await freePort();
    const server = start({ DATABASE_URL: url, ETAPA_DATA_DIR: dataDir, PORT: String(port) });
    await until(async () => (await get(`http://127.0.0.1:${port}/healthz`)).status === 200);
    const ready = await get(`http://127.0.0.1:${port}/readyz`);
    expect([ready.status, JSON.parse(ready.body)]).toMatchObject([503, { status: 'starting' }]);
    const api = await get(`http://127.0.0.1:${port}/api/v1/auth/me`);
    expect([api.status, JSON.parse(api.body)]).toMatchObject([503, { code: 'unavailable' }]);
    await blocker.end();
    await server.ready();
    expect(await get(`http://127.0.0.1:${port}/readyz`)).toMatchObject({ status: 200 });
  }, 30_000);

  it('does not start when a migration fails, and says why', async () => {
    await query('CREATE TABLE teams (mine text)');
    const server = start({ DATABASE_URL: url, ETAPA_DATA_DIR: dataDir });
    expect(await server.exited).toBe(1);
    expect(server.errors).toBe('A migration failed, and nothing of it was kept: relation "teams" already exists\n');
  }, 30_000);

  it('says 503 while the database does not answer, and works again when it does', async () => {
    const server = start({ DATABASE_URL: url, ETAPA_DATA_DIR: dataDir });
    const address = await server.ready();
    const name = new URL(url).pathname.slice(1);
    const other = new pg.Client({ connectionString: Object.assign(new URL(url), { pathname: '/postgres' }).href });
    await other.connect();
    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await other.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]);
    await until(async () => (await get(`${address}/readyz`)).status === 503);
    expect(JSON.parse((await get(`${address}/readyz`)).body).failing).toContain('database');
    expect(await get(`${address}/healthz`)).toMatchObject({ status: 200 });
    await other.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`);
    await other.end();
    await until(async () => (await get(`${address}/readyz`)).status === 200);
    expect(await server.end()).toBe(0);
  }, 90_000);

  it('refuses what is wrong in the environment before it does anything', async () => {
    const server = start({ PORT: 'x', ETAPA_NOW_OFFSET: 'P1D', NODE_ENV: 'production', ETAPA_DATA_DIR: dataDir });
    expect(await server.exited).toBe(1);
    expect(server.errors.split('\n')).toEqual([
      expect.stringMatching(/^PORT must be/),
      expect.stringMatching(/^ETAPA_NOW_OFFSET .*production/),
      '',
    ]);
  });

  it('says which port is taken, and which database does not answer', async () => {
    const address = await start({ DATABASE_URL: url, ETAPA_DATA_DIR: dataDir }).ready();
    const { port } = new URL(address);
    const second = start({ DATABASE_URL: url, ETAPA_DATA_DIR: dataDir, PORT: port });
    const lost = start({
      DATABASE_URL: `postgres://nobody@127.0.0.1:${await freePort()}/none`,
      ETAPA_DATA_DIR: dataDir,
    });
    expect([await second.exited, await lost.exited]).toEqual([1, 1]);
    expect(second.errors).toBe(`Port ${port} on 127.0.0.1 is taken. Set PORT to another one.\n`);
    expect(lost.errors).toMatch(/^The database at DATABASE_URL does not answer: .*ECONNREFUSED.*\n$/);
  }, 30_000);
});
