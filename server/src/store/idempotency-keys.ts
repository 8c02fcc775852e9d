import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A request that came with a key. */
export interface KeyRow {
  fingerprint: Buffer;
  /** HTTP status of the answer; null while it is not known for certain. */
  status: number | null;
  /** The answer; with a null status, what the transaction of the effect returned. */
  body: unknown;
}

@Injectable()
export class IdempotencyKeyStore {
  /** @param since keys older than this do not count */
  async find(db: Queryable, userId: string, key: string, since: Date): Promise<KeyRow | null> {
    const [row] = await db.query<KeyRow>(
      `SELECT fingerprint, status, body FROM idempotency_keys WHERE user_id = $1 AND key = $2 AND created_at > $3`,
      [userId, key, since],
    );
    return row ?? null;
  }

  /**
   * Keeps a key with the effect it stands for; waits for another transaction that is just keeping the same one.
   * @param since an older key gives way
   * @returns whether it was free
   */
  async insert(
    db: Queryable,
    row: { userId: string; key: string; fingerprint: Buffer; body: unknown; now: Date; since: Date },
  ): Promise<boolean> {
    const rows = await db.query(
      `INSERT INTO idempotency_keys AS k (user_id, key, fingerprint, body, created_at) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (user_id, key) DO UPDATE
         SET fingerprint = $3, status = NULL, body = $4, created_at = $5 WHERE k.created_at <= $6
       RETURNING key`,
      [row.userId, row.key, row.fingerprint, JSON.stringify(row.body ?? null), row.now, row.since],
    );
    return rows.length > 0;
  }

  async complete(db: Queryable, userId: string, key: string, status: number, body: unknown): Promise<void> {
    await db.query('UPDATE idempotency_keys SET status = $3, body = $4 WHERE user_id = $1 AND key = $2', [
      userId,
      key,
      status,
      JSON.stringify(body ?? null),
    ]);
  }

  async removeOlder(db: Queryable, since: Date): Promise<void> {
    await db.query('DELETE FROM idempotency_keys WHERE created_at <= $1', [since]);
  }
}
