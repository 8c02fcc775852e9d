import { mkdirSync } from 'node:fs';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { addressOf, type Config } from '../config/config.ts';
import type { Log } from '../config/log.ts';
import { lockData } from '../connectors/data-lock.ts';
import { EmbeddedDatabase } from '../connectors/embedded-database.ts';
import { Worker } from '../jobs/worker.ts';
import { LogLag } from '../log/lag.ts';
import { Queues } from '../log/queues.ts';
import { SetupService } from '../services/setup.ts';
import { Database } from '../store/database.ts';
import { migrate } from '../store/migrate.ts';
import { composeApp, type Parts } from './app.module.ts';
import { FrontDoor } from './front-door.ts';
import { Health } from './health.ts';
import { Metrics } from './metrics.ts';
import { NestLog } from './nest-log.ts';
import { migrateQueues } from './queue-connection.ts';
import { createWebServer } from './web-server.ts';

/** Milliseconds that requests and jobs in hand have when Etapa is asked to stop, and then the connections. */
const PATIENCE = 4000;
const CLOSING = 1500;

/** One Etapa, from the first byte it answers to the last thing it closes. */
export class Etapa {
  private readonly metrics = new Metrics();
  private readonly health = new Health(this.metrics);
  private readonly door: FrontDoor;
  private readonly serves: boolean;
  private starting?: Promise<unknown>;
  private closing?: Promise<void>;
  private unlock?: () => void;
  private embedded?: EmbeddedDatabase;
  private app?: INestApplicationContext;
  private worker?: Worker;

  /** @param onLost hears when it cannot go on */
  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly onLost: (error: Error) => void,
  ) {
    this.serves = config.role !== 'worker';
    this.door = new FrontDoor(this.health, this.serves);
  }

  /**
   * Starts everything that the role asks for, HTTP first.
   * @returns where it listens; undefined for a worker that was told no port
   * @throws Error when something does not start; `stop` closes what did
   */
  start(): Promise<string | undefined> {
    const starting = this.startAll();
    this.starting = starting.catch(() => undefined);
    return starting;
  }

  /** Stops everything, in an order that loses nothing: requests and jobs, then connections, the database last. */
  stop(): Promise<void> {
    this.closing ??= this.stopAll();
    return this.closing;
  }

  private async startAll(): Promise<string | undefined> {
    const { config, log } = this;
    mkdirSync(config.dataDir, { recursive: true, mode: 0o711 });
    if (config.databaseUrl === undefined) this.unlock = lockData(config.dataDir);
    const listens = this.serves || config.portIsSet;
    const port = listens ? await this.door.listen(config.host, config.port) : undefined;
    const databaseUrl = config.databaseUrl ?? (await this.startDatabase());
    this.goOn();
    await migrate(databaseUrl);
    if (config.redisUrl === undefined) await migrateQueues(databaseUrl);
    this.goOn();
    const app = await this.compose({ config, log, databaseUrl });
    this.goOn();
    await app.get(SetupService).ensureAdmin(config.admin);
    if (config.role !== 'web') await this.startWorker(app.get(Worker));
    const database = app.get(Database);
    const queues = app.get(Queues);
    this.metrics.watch(queues, app.get(LogLag));
    this.health.started({ database: () => database.query('SELECT 1'), queue: () => queues.waiting() });
    return port === undefined ? undefined : addressOf(config.host, port);
  }

  private async startDatabase(): Promise<string> {
    this.embedded = await EmbeddedDatabase.start(this.config.dataDir, { onLost: this.onLost });
    return this.embedded.url;
  }

  private async compose(parts: Parts): Promise<INestApplicationContext> {
    if (!this.serves) {
      const logger = new NestLog(parts.log);
      this.app = await NestFactory.createApplicationContext(composeApp(parts), { logger, abortOnError: false });
      return this.app;
    }
    const { app, listener } = await createWebServer(parts, this.door.server, this.metrics);
    this.app = app;
    this.door.lead(listener);
    return app;
  }

  private async startWorker(worker: Worker): Promise<void> {
    this.worker = worker;
    await worker.start();
  }

  /** @throws Error when it was asked to stop meanwhile */
  private goOn(): void {
    if (this.closing) throw new Error('Etapa was stopped while it started.');
  }

  private async stopAll(): Promise<void> {
    this.health.stopping();
    // What is just being started cannot be stopped before it is there.
    await atMost(PATIENCE, this.starting);
    await Promise.all([this.door.close(PATIENCE), atMost(PATIENCE, this.worker?.stop())]);
    await atMost(CLOSING, this.app?.close());
    await this.embedded?.stop();
    this.unlock?.();
  }
}

/** Waits for `work`, but no longer than `milliseconds`. What it threw is of no use to who is leaving. */
async function atMost(milliseconds: number, work: Promise<unknown> | undefined): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const enough = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  await Promise.race([work?.catch(() => undefined), enough]);
  clearTimeout(timer);
}
