import type { AuditEntry } from '@etapa/shared/api/audit';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import type { AuditEntity } from './entities/audit.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type AuditRow = AuditEntity;

@Injectable()
export class AuditStore {
  async insert(db: Queryable, entry: AuditRow): Promise<void> {
    await db.query('INSERT INTO audit (id, at, actor, action, target, data) VALUES ($1, $2, $3, $4, $5, $6)', [
      entry.id,
      entry.at,
      JSON.stringify(entry.actor),
      entry.action,
      JSON.stringify(entry.target),
      JSON.stringify(entry.data),
    ]);
  }

  /** Newest first. */
  async list(
    db: Queryable,
    filter: { action?: string; user?: string; from?: string; to?: string },
    { limit, after }: PageRequest,
  ): Promise<Page<AuditEntry>> {
    const rows = await db.query<Omit<AuditEntry, 'at'> & { at: Date }>(
      `SELECT id, at, actor, action, target, data FROM audit
       WHERE ($1::text IS NULL OR action = $1) AND ($2::text IS NULL OR actor->>'id' = $2)
         AND ($3::timestamptz IS NULL OR at >= $3) AND ($4::timestamptz IS NULL OR at < $4)
         AND ($5::timestamptz IS NULL OR (at, id) < ($5, $6::uuid))
       ORDER BY at DESC, id DESC LIMIT $7`,
      [
        filter.action ?? null,
        filter.user ?? null,
        filter.from ?? null,
        filter.to ?? null,
        after?.[0] ?? null,
        after?.[1] ?? null,
        limit + 1,
      ],
    );
    return cutPage(
      rows,
      limit,
      (row) => [row.at.toISOString(), row.id],
      (row) => ({ ...row, at: row.at.toISOString() }),
    );
  }
}
