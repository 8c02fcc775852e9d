import { migrations } from '@etapa/migrations';
import { AbstractLogger, DataSource } from 'typeorm';
import { StartError } from '../config/start-error.ts';

/** Any number: what processes that start at once wait for each other on. */
const MIGRATION_LOCK = 7_203_614_551;

/** A migration failed; the message says which and why. */
export class MigrationError extends StartError {}

/**
 * Brings the database up to the newest migration; safe to call from several processes at once.
 * @throws MigrationError when one fails; it is rolled back and later ones are not tried
 */
export async function migrate(url: string): Promise<void> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    applicationName: 'etapa-migrate',
    poolSize: 2,
    logger: new Silent(false),
    installExtensions: false,
  });
  await source.initialize();
  const lock = source.createQueryRunner();
  try {
    await lock.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await run(source);
  } finally {
    // Closing the session gives the lock back.
    await lock.release();
    await source.destroy();
  }
}

async function run(source: DataSource): Promise<void> {
  const known = new Set(migrations.map((each) => new each().name));
  const [table] = await source.query<{ present: boolean }[]>(`SELECT to_regclass('migrations') IS NOT NULL AS present`);
  if (table?.present) {
    const done = await source.query<{ name: string }[]>('SELECT name FROM migrations ORDER BY id');
    const unknown = done.find((each) => !known.has(each.name));
    if (unknown) {
      throw new MigrationError(
        `The database holds the migration ${unknown.name}, which this version of Etapa does not know: it was made by a newer one.`,
      );
    }
  }
  try {
    await source.runMigrations();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError(`A migration failed, and nothing of it was kept: ${reason}`, { cause: error });
  }
}

/** What failed is thrown, and told once by who started us. */
class Silent extends AbstractLogger {
  protected override writeLog(): void {}
}
