import 'reflect-metadata';
import { createServer } from 'node:http';
import { type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { LightMyRequestResponse } from 'fastify';
import { readConfig } from '../config/config.ts';
import { Log } from '../config/log.ts';
import type { WorkLists } from '../jobs/work-lists.ts';
import { Worker } from '../jobs/worker.ts';
import { Metrics } from '../main/metrics.ts';
import { migrateQueues } from '../main/queue-connection.ts';
import { createWebServer } from '../main/web-server.ts';
import { secretHash } from '../services/secrets.ts';
import type { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { testDatabase } from './database.ts';
import { queueBackend } from './queue-backend.ts';

export interface TestApp {
  app: NestFastifyApplication;
  database: Database;
  databaseUrl: string;
  /** Where it listens, for fetch and live streams. */
  address: string;
  /** The administrator whom `inject` acts as. */
  admin: { id: string; token: string };
  /** One call of the API, as the administrator unless `token` names someone else, or nobody with null. */
  inject(call: TestCall): Promise<LightMyRequestResponse>;
  /** Someone else, with a token. */
  addUser(roles: string[], name?: string): Promise<{ id: string; token: string }>;
  /** Every provider by its class. */
  get: NestFastifyApplication['get'];
  stop(): Promise<void>;
}

export interface TestCall {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** With `/api/v1`. */
  url: string;
  body?: object;
  token?: string | null;
  headers?: { [name: string]: string };
}

/**
 * A whole Etapa of role `all` in this process, on a database of its own. Its queues live there too, or on a Redis of
 * its own when `ETAPA_TEST_QUEUE` is `redis`.
 * @param options `redisUrl`: a Redis to use instead; `env`: further variables; `worker`: false leaves jobs and events
 * alone; `work`: other background work than Etapa's own
 */
export async function testApp(
  options: { redisUrl?: string; env?: { [name: string]: string }; worker?: boolean; work?: WorkLists } = {},
): Promise<TestApp> {
  const { url: databaseUrl, database, stop: dropDatabase } = await testDatabase();
  const queue = await queueBackend();
  const redisUrl = options.redisUrl ?? queue.redisUrl;
  if (!redisUrl) await migrateQueues(databaseUrl);
  const config = readConfig({ DATABASE_URL: databaseUrl, REDIS_URL: redisUrl, ...options.env });
  const log = new Log(config.logLevel === 'warn' ? 'error' : config.logLevel);
  const server = createServer();
  const { app, listener } = await createWebServer(
    { config, log, databaseUrl, work: options.work },
    server,
    new Metrics(),
  );
  server.on('request', listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const worker = options.worker === false ? undefined : app.get(Worker);
  await worker?.start();

  const addUser = (roles: string[], name = roles[0] ?? 'nobody') => insertUser(database, roles, name);
  const admin = await addUser(['admin'], 'Admin');
  return {
    app,
    database,
    databaseUrl,
    address: `http://127.0.0.1:${typeof bound === 'object' ? bound?.port : ''}`,
    admin,
    addUser,
    get: app.get.bind(app),
    inject: ({ method = 'GET', url, body, token = admin.token, headers }) =>
      app.inject({
        method,
        url,
        payload: body,
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      }),
    stop: async () => {
      await worker?.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await app.close();
      await queue.stop();
      await dropDatabase();
    },
  };
}

async function insertUser(database: Database, roles: string[], name: string): Promise<{ id: string; token: string }> {
  const id = newId();
  const token = `etp_${id}`;
  const now = new Date();
  await database.query('INSERT INTO users (id, name, email, roles, created_at) VALUES ($1, $2, $3, $4, $5)', [
    id,
    name,
    `${id}@example.com`,
    roles,
    now,
  ]);
  await database.query(
    `INSERT INTO api_tokens (id, token_hash, user_id, name, created_at) VALUES ($1, $2, $3, 'test', $4)`,
    [newId(), secretHash(token), id, now],
  );
  return { id, token };
}
