import type { Pool, PoolClient } from 'pg';
import { DataSource, type EntityManager } from 'typeorm';
import { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { entities } from './entities/entities.ts';
import { Transaction } from './transaction.ts';
import { valueTypes } from './value-types.ts';

export type Row = { [column: string]: unknown };

/** What stores read and write through: the database itself or a transaction of it. */
export interface Queryable {
  /** For the entities' repositories. */
  readonly manager: EntityManager;
  /** The rows that `sql` returns; `params` stand for $1, $2 … JSON must be given as text. */
  query<T extends object = Row>(sql: string, params?: unknown[]): Promise<T[]>;
  /** Like `query`, but planned once per connection. `name` must always stand for the same `sql`. */
  prepared<T extends object = Row>(name: string, sql: string, params?: unknown[]): Promise<T[]>;
}

export type Isolation = 'READ COMMITTED' | 'REPEATABLE READ' | 'SERIALIZABLE';

/** The pool of connections to PostgreSQL. */
export class Database implements Queryable {
  constructor(readonly source: DataSource) {}

  get manager(): EntityManager {
    return this.source.manager;
  }

  async query<T extends object = Row>(sql: string, params: unknown[] = []): Promise<T[]> {
    return (await this.pool().query<T>(sql, params)).rows;
  }

  async prepared<T extends object = Row>(name: string, sql: string, params: unknown[] = []): Promise<T[]> {
    return (await this.pool().query<T>({ name, text: sql, values: params })).rows;
  }

  /**
   * Runs `work` in one transaction: committed when it returns, rolled back when it throws.
   * Hooks of `Transaction.afterCommit` run after the commit.
   */
  async transaction<T>(work: (tx: Transaction) => Promise<T>, isolation: Isolation = 'READ COMMITTED'): Promise<T> {
    const runner = this.source.createQueryRunner();
    try {
      const client: PoolClient = await runner.connect();
      const tx = new Transaction(client, runner.manager);
      await runner.startTransaction(isolation);
      let result: T;
      try {
        result = await work(tx);
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
  async session<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
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
 * Connects to PostgreSQL.
 * @param url a `postgres://` URL
 * @param options `poolSize`: connections at most; `onError` hears of idle connections that broke
 */
export async function connectDatabase(
  url: string,
  options: { poolSize?: number; onError?: (error: Error) => void } = {},
): Promise<Database> {
  const source = new DataSource({
    type: 'postgres',
    url,
    entities,
    applicationName: 'etapa',
    poolSize: options.poolSize ?? 20,
    poolErrorHandler: options.onError ?? (() => undefined),
    logging: false,
    installExtensions: false,
    extra: { types: valueTypes, keepAlive: true },
  });
  await source.initialize();
  return new Database(source);
}
