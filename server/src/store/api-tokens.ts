import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import type { Queryable } from './database.ts';
import { ApiTokenEntity } from './entities/api-token.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type ApiTokenRow = ApiTokenEntity;

@Injectable()
export class ApiTokenStore {
  async insert(db: Queryable, token: ApiTokenRow): Promise<void> {
    await db.manager.insert(ApiTokenEntity, token);
  }

  /** A person's tokens that still work, newest first. */
  async listOf(db: Queryable, userId: string, { limit, after }: PageRequest): Promise<Page<ApiTokenRow>> {
    const query = db.manager
      .createQueryBuilder(ApiTokenEntity, 't')
      .where({ userId, revokedAt: IsNull() })
      .orderBy('t.id', 'DESC')
      .limit(limit + 1);
    if (after) query.andWhere('t.id < :id', { id: after[0] });
    return cutPage(
      await query.getMany(),
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** @returns whether there was such a token of this person */
  async revoke(db: Queryable, id: string, userId: string, now: Date): Promise<boolean> {
    const rows = await db.query(
      'UPDATE api_tokens SET revoked_at = $3 WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL RETURNING id',
      [id, userId, now],
    );
    return rows.length > 0;
  }

  async touch(db: Queryable, tokenHash: Buffer, now: Date): Promise<void> {
    await db.query('UPDATE api_tokens SET last_used_at = $2 WHERE token_hash = $1', [tokenHash, now]);
  }
}
