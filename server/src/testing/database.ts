import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { connectDatabase, type Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';

export interface TestDatabase {
  url: string;
  database: Database;
  /** Closes the connections and drops the database. */
  stop(): Promise<void>;
}

const TEMPLATE = 'etapa_template';

/** A freshly migrated database of one's own on the PostgreSQL of this test run. */
export async function testDatabase(): Promise<TestDatabase> {
  const { url, stop } = await newDatabase('test', TEMPLATE);
  const database = await connectDatabase(url);
  return {
    url,
    database,
    stop: async () => {
      await database.close();
      await stop();
    },
  };
}

/** An empty database, without any table, on the PostgreSQL of this test run. */
export function emptyDatabase(): Promise<{ url: string; stop(): Promise<void> }> {
  return newDatabase('empty', 'template0');
}

async function newDatabase(prefix: string, template: string): Promise<{ url: string; stop(): Promise<void> }> {
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await administer(async (client) => {
    if (template === TEMPLATE) await ensureTemplate(client);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  return {
    url: urlOf(name),
    stop: () => administer((client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`)),
  };
}

/** The first test file to come makes the migrated database that the others copy. */
async function ensureTemplate(client: pg.Client): Promise<void> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [TEMPLATE]);
  if (rowCount !== 0) return;
  const draft = `${TEMPLATE}_draft`;
  await client.query(`DROP DATABASE IF EXISTS ${draft} WITH (FORCE)`);
  await client.query(`CREATE DATABASE ${draft}`);
  await migrate(urlOf(draft));
  await client.query(`ALTER DATABASE ${draft} RENAME TO ${TEMPLATE}`);
}

/** Copying a database fails while another copy of it is under way, so those who ask wait for each other. */
async function administer(work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres') });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock(1)');
    await work(client);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const server = process.env.ETAPA_TEST_SERVER;
  if (!server) throw new Error('No test database: run the tests through the "server" project of Jest.');
  return Object.assign(new URL(server), { pathname: `/${database}` }).href;
}
