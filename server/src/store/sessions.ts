import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { SessionEntity } from './entities/session.ts';

@Injectable()
export class SessionStore {
  async insert(db: Queryable, session: SessionEntity): Promise<void> {
    await db.manager.insert(SessionEntity, session);
  }

  async remove(db: Queryable, idHash: Buffer): Promise<void> {
    await db.manager.delete(SessionEntity, { idHash });
  }

  /** Signs a person out everywhere, except in the session `keep`. */
  async removeOf(db: Queryable, userId: string, keep?: Buffer): Promise<void> {
    await db.query('DELETE FROM sessions WHERE user_id = $1 AND ($2::bytea IS NULL OR id_hash <> $2)', [
      userId,
      keep ?? null,
    ]);
  }

  async extend(db: Queryable, idHash: Buffer, expiresAt: Date): Promise<void> {
    await db.query('UPDATE sessions SET expires_at = $2 WHERE id_hash = $1', [idHash, expiresAt]);
  }

  async removeExpired(db: Queryable, now: Date): Promise<void> {
    await db.query('DELETE FROM sessions WHERE expires_at <= $1', [now]);
  }
}
