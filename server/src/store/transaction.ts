import type { PoolClient } from 'pg';
import type { EntityManager } from 'typeorm';
import { givingWay, mayBegin } from './giving-way.ts';
import type { Queryable, Row } from './queryable.ts';

/** Statements after which others may wait for what the transaction has locked. */
const LOCKING = /\b(insert|update|delete|truncate|pg_advisory_xact_lock)\b/i;

/** One transaction of the database; made by `Database.transaction` and useless after it. */
export class Transaction implements Queryable {
  private readonly hooks: (() => void)[] = [];
  private locks = false;

  constructor(
    private readonly client: PoolClient,
    /** For the entities' repositories, in this same transaction. */
    readonly manager: EntityManager,
    private readonly onEvents: () => void,
  ) {}

  async query<T extends object = Row>(sql: string, params: unknown[] = []): Promise<T[]> {
    await this.mayBegin(sql);
    return (await this.client.query<T>(sql, params)).rows;
  }

  async prepared<T extends object = Row>(name: string, sql: string, params: unknown[] = []): Promise<T[]> {
    await this.mayBegin(sql);
    return (await this.client.query<T>({ name, text: sql, values: params })).rows;
  }

  /** Once something is locked it hurries: who waits for that lock may be the very one it would let go first. */
  private async mayBegin(sql: string): Promise<void> {
    if (this.locks || !givingWay.getStore()) return;
    await mayBegin();
    this.locks = LOCKING.test(sql);
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
