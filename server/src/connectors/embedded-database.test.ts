import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { EmbeddedDatabase } from './embedded-database.ts';
import { hasEnded, isAlive } from './process-identity.ts';

async function ask(url: string, sql: string): Promise<{ [column: string]: unknown }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('the embedded database', () => {
  let home: string;
  let dir: string;
  let database: EmbeddedDatabase | undefined;
  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'etapa-embedded-'));
    // As under /root: nobody else may pass. PostgreSQL, which does not run as root, has to work here all the same.
    chmodSync(home, 0o700);
    dir = join(home, 'data');
    database = await EmbeddedDatabase.start(dir);
  });
  afterAll(async () => {
    await database?.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('answers, in UTF-8, in UTC, with trigrams and durable commits', async () => {
    const [row] = await ask(
      database?.url ?? '',
      `SELECT getdatabaseencoding() AS encoding, current_setting('timezone') AS zone, current_setting('fsync') AS fsync,
         current_setting('synchronous_commit') AS durable, (SELECT count(*)::int FROM pg_available_extensions WHERE name = 'pg_trgm') AS trigrams`,
    );
    expect(row).toEqual({ encoding: 'UTF8', zone: 'UTC', fsync: 'on', durable: 'on', trigrams: 1 });
  });

  it('listens to this machine alone and asks for a password', async () => {
    const url = new URL(database?.url ?? '');
    expect(await ask(url.href, 'SHOW listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    url.password = 'guess';
    await expect(ask(url.href, 'SELECT 1')).rejects.toThrow(/password/);
    expect(statSync(join(dir, 'postgres-password')).mode & 0o777).toBe(0o600);
    expect(statSync(join(dir, 'postgres')).mode & 0o777).toBe(0o700);
  });

  it('comes back at the same address when it is killed', async () => {
    const { pid, url } = database ?? {};
    process.kill(pid ?? 0, 'SIGKILL');
    expect(await hasEnded(pid ?? 0, 5000)).toBe(true);
    let answer: unknown;
    for (const end = Date.now() + 10_000; answer === undefined && Date.now() < end; ) {
      answer = await ask(url ?? '', 'SELECT 1 AS one').catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    expect(answer).toEqual([{ one: 1 }]);
  }, 20_000);

  it('keeps its data over a stop, and is gone after it', async () => {
    await ask(database?.url ?? '', 'CREATE TABLE kept AS SELECT 42 AS answer');
    const pid = database?.pid ?? 0;
    await database?.stop();
    expect(isAlive(pid)).toBe(false);
    database = await EmbeddedDatabase.start(dir);
    expect(await ask(database.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
  });

  it('starts over a start that was killed half-way', async () => {
    const half = join(home, 'half');
    mkdirSync(join(half, 'postgres.new', 'base'), { recursive: true });
    const other = await EmbeddedDatabase.start(half);
    expect(await ask(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await other.stop();
  });

  it('writes what went wrong into a log of its own', () => {
    expect(readFileSync(join(dir, 'postgres.log'), 'utf8')).toContain('password authentication failed');
  });
});
