import pg from 'pg';
import { emptyDatabase } from '../testing/database.ts';
import { MigrationError, migrate } from './migrate.ts';

describe('migrating', () => {
  let url: string;
  let stop: () => Promise<void>;
  let client: pg.Client;
  beforeEach(async () => {
    ({ url, stop } = await emptyDatabase());
    client = new pg.Client({ connectionString: url });
    await client.connect();
  });
  afterEach(async () => {
    await client.end();
    await stop();
  });

  it('runs each migration once when several processes start together', async () => {
    await Promise.all([migrate(url), migrate(url), migrate(url)]);
    const { rows } = await client.query(
      'SELECT count(*)::int AS all, count(DISTINCT name)::int AS kinds FROM migrations',
    );
    expect(rows[0].all).toBe(rows[0].kinds);
    expect(rows[0].all).toBeGreaterThan(0);
    await expect(client.query('SELECT FROM records')).resolves.toMatchObject({ rowCount: 0 });
  });

  it('says why it failed, and keeps nothing of the migration that did', async () => {
    await client.query('CREATE TABLE records (mine text)');
    await expect(migrate(url)).rejects.toThrow(MigrationError);
    await expect(migrate(url)).rejects.toThrow('relation "records" already exists');
    await expect(client.query('SELECT FROM teams')).rejects.toThrow('does not exist');
  });

  it('refuses a database that a newer version has been at', async () => {
    await migrate(url);
    await client.query(`INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')`);
    await expect(migrate(url)).rejects.toThrow('made by a newer one');
  });
});
