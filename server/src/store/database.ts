import type { Pool, PoolClient } from 'pg';
import { DataSource, type DataSourceOptions, type EntityManager } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { beforeCommit } from './before-commit.ts';
import { entities } from './entities/entities.ts';
import { mayBegin } from './giving-way.ts';
import type { Queryable, Row } from './queryable.ts';
import { Slots } from './slots.ts';
import { SteadyClient } from './steady-client.ts';
import { Transaction } from './transaction.ts';
import { valueTypes } from './value-types.ts';

export type { Queryable, Row };

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** The pool of connections to PostgreSQL. */
export class Database implements Queryable {
  private readonly readers = new Set<() => void>();
  private readonly turns = new Slots(POOL_SIZE - SPARE);

  constructor(readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.source.manager;
  }

  async query<T extends object = Row>(sql: string, params: unknown[] = []): Promise<T[]> {
    await mayBegin();
    return (await this.pool().query<T>(sql, params)).rows;
  }

  async prepared<T extends object = Row>(name: string, sql: string, params: unknown[] = []): Promise<T[]> {
    await mayBegin();
    return (await this.pool().query<T>({ name, text: sql, values: params })).rows;
  }

  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws.
   * Hooks of `Transaction.afterCommit` run after the commit. No transaction begins another within itself.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    return this.turns.take(() => this.runTransaction(work, isolation));
  }

  private async runTransaction<T>(work: (tx: Transaction) => Promise<T>, isolation: Isolation): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client: PoolClient = await runner.connect();
      const tx = new Transaction(client, runner.manager, () => this.tellReaders());
      // What is the usual level anyway need not be said, which costs a trip to the database each time.
      await runner.startTransaction(isolation === 'READ COMMITTED' ? undefined : isolation);
      let result: T;
      try {
        result = await work(tx);
        await beforeCommit.getStore()?.(tx, result);
        await runner.commitTransaction();
      } catch (error) {
        // A broken connection cannot roll back, and its loss has done so already: the first error is the one to tell.
        await runner.rollbackTransaction().catch(() => undefined);
        throw error;
      }
      tx.committed();
      return result;
    } finally {
      await runner.release();
    }
  }

  /** Lends one connection, for session locks and cursors; given back when `work` ends. */
  session<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    return this.turns.take(() => this.lend(work));
  }

  private async lend<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool().connect();
    try {
      const result = await work(client);
      client.release();
      return result;
    } catch (error) {
      // What state the session is in is unknown: it may hold a lock.
      client.release(true);
      throw error;
    }
  }

  tellReaders(): void {
    for (const wake of this.readers) wake();
  }

  /**
   * Has `wake` called whenever this process has committed events. Other processes' events come unannounced.
   * @returns ends it
   */
  onEvents(wake: () => void): () => void {
    this.readers.add(wake);
    return () => this.readers.delete(wake);
  }

  async close(): Promise<void> {
    if (this.source.isInitialized) await this.source.destroy();
  }

  private pool(): Pool {
    const { driver } = this.source;
    if (!(driver instanceof PostgresDriver)) throw new Error('The data source is not PostgreSQL.');
    return driver.master;
  }
}

/**
 * How to connect to PostgreSQL.
 * @param url a `postgres://` URL
 * @param onError hears of idle connections that broke; the pool replaces them by itself
 */
export function databaseOptions(url: string, onError: (error: Error) => void = () => undefined): DataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities,
    applicationName: 'etapa',
    poolSize: POOL_SIZE,
    poolErrorHandler: onError,
    logging: false,
    installExtensions: false,
    // A process that froze or lost its network in the middle of a transaction must not hold its locks for ever.
    extra: {
      Client: SteadyClient,
      types: valueTypes,
      keepAlive: true,
      idle_in_transaction_session_timeout: 120_000,
    },
  };
}

/** Enough to keep a few cores of PostgreSQL busy; several processes must fit into its usual 100 connections. */
const POOL_SIZE = 20;

/**
 * Connections that transactions leave free: what they read beside themselves (definitions, settings) would otherwise
 * wait for a connection that no transaction gives back before it has been read.
 */
const SPARE = 4;

/** Connects to PostgreSQL, outside the application. */
export async function connectDatabase(url: string): Promise<Database> {
  const source = new DataSource(databaseOptions(url));
  await source.initialize();
  return new Database(source);
}
