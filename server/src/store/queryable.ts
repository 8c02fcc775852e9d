import type { EntityManager } from 'typeorm';

export type Row = { [column: string]: unknown };

/** What stores read and write through: the database itself or a transaction of it. */
export interface Queryable {
  /** For the entities' repositories. */
  readonly manager: EntityManager;
  /** The rows that `sql` returns; `params` stand for $1, $2 … JSON must be given as text. */
  query<T extends object = Row>(sql: string, params?: unknown[]): Promise<T[]>;
  /** Like `query`, but planned once per connection. `name` must always stand for the same `sql`. */
  prepared<T extends object = Row>(name: string, sql: string, params?: unknown[]): Promise<T[]>;
  /** To be called by who appended events: wakes this process's readers of the log, after the commit. */
  tellReaders(): void;
}
