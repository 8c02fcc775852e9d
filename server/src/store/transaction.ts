import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { mayBegin } from './giving-way.ts';
import type { Queryable, Row } from './queryable.ts';

/** One transaction of the database; made by `Database.transaction` and useless after it. */
export class Transaction implements Queryable {
  private readonly hooks: (() => void)[] = [];

  constructor(
    private readonly client: PoolClient,
    /** For the entities' repositories, in this same transaction. */
    readonly manager: EntityManager,
    private readonly onEvents: () => void,
  ) {}

  async query<T extends object = Row>(sql: string, params: unknown[] = []): Promise<T[]> {
    await mayBegin();
    return (await this.client.query<T>(sql, params)).rows;
  }

  async prepared<T extends object = Row>(name: string, sql: string, params: unknown[] = []): Promise<T[]> {
    await mayBegin();
    return (await this.client.query<T>({ name, text: sql, values: params })).rows;
  }

  /** Runs `hook` once the transaction has committed, and never when it rolls back. It must not throw. */
  afterCommit(hook: () => void): void {
    this.hooks.push(hook);
  }

  tellReaders(): void {
    if (this.hooks.includes(this.onEvents)) return;
    this.afterCommit(this.onEvents);
  }

  committed(): void {
    for (const hook of this.hooks) hook();
  }
}
