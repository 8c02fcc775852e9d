import { type ConnectionOptions, createPostgresBackend, runMigrations, setDefaultBackendFactory } from 'bullmq';
import pg from 'pg';
import { SteadyClient } from '../store/steady-client.ts';

/** BullMQ's tables live in a schema of their own. */
const SCHEMA = 'bullmq';

/**
 * Chooses where BullMQ keeps its queues, for this process, and says how to connect.
 * @param redisUrl absent: in the database
 */
export function queueConnection(databaseUrl: string, redisUrl: string | undefined): ConnectionOptions {
  if (redisUrl !== undefined) {
    setDefaultBackendFactory();
    // Never given up: who asks loses patience sooner, and Redis may be away for long. Looked for twice a second.
    return { url: redisUrl, maxRetriesPerRequest: null, retryStrategy: () => 500 };
  }
  setDefaultBackendFactory(createPostgresBackend);
  const connection = {
    connectionString: databaseUrl,
    schema: SCHEMA,
    max: 3,
    application_name: 'etapa-queue',
    // A crash of the machine may take the last jobs with it, as the loss of Redis would: the sweep brings them back. People's
    // own writes need not wait for the disk behind them.
    options: '-c synchronous_commit=off',
    Client: SteadyClient,
  };
  return connection satisfies Parameters<typeof createPostgresBackend>[1]['connection'] as ConnectionOptions;
}

/** Makes or upgrades BullMQ's tables; safe to call from several processes at once. */
export async function migrateQueues(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await runMigrations(client, SCHEMA);
  } finally {
    await client.end();
  }
}
