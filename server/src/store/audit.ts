import type { AuditEntry } from '@etapa/shared/api/audit';
import { Injectable } from '@nestjs/common';
import { firstRun, ruleEffects } from './audit-effects.ts';
import type { Queryable } from './database.ts';
import type { AuditEntity } from './entities/audit.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

export type AuditRow = AuditEntity;

type Row = Omit<AuditEntry, 'at'> & { at: Date };

interface Filter {
  action?: string;
  user?: string;
  from?: string;
  to?: string;
}

/** How far the clocks of other processes may be ahead, in milliseconds. */
const AHEAD = 60_000;

/** What rules do, by the names of the log. */
const EFFECT = /^(record|comment|task|approval|email|notification|request)\./;

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

  /** Newest first, what rules did among it. */
  async list(db: Queryable, filter: Filter, { limit, after }: PageRequest, now: Date): Promise<Page<AuditEntry>> {
    const rows = await db.query<Row>(
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
    const effects = await this.effects(
      db,
      { ...filter, to: filter.to ?? new Date(now.getTime() + AHEAD).toISOString() },
      rows,
      { limit, after },
    );
    const all = [...rows, ...effects].sort((a, b) => b.at.getTime() - a.at.getTime() || (a.id < b.id ? 1 : -1));
    return cutPage(
      all.slice(0, limit + 1),
      limit,
      (row) => [row.at.toISOString(), row.id],
      (row) => ({ ...row, at: row.at.toISOString() }),
    );
  }

  /** What rules did meanwhile; nothing older than what fills the page anyway. */
  private async effects(
    db: Queryable,
    { action, user, from, to }: Filter & { to: string },
    rows: { at: Date }[],
    { limit, after }: PageRequest,
  ): Promise<Row[]> {
    // Entries of the audit itself are called so, too: none of them is of a rule.
    if (user !== undefined || (action !== undefined && !EFFECT.test(action))) return [];
    const first = await firstRun(db);
    if (!first) return [];
    const oldest = rows.length > limit ? rows.at(-1)?.at : undefined;
    const bounds = [first, ...(oldest ? [oldest] : []), ...(from ? [new Date(from)] : [])];
    const lower = new Date(Math.max(...bounds.map((bound) => bound.getTime())));
    const [at, id] = after ?? [];
    const upper = at === undefined ? to : String(at);
    const span = { from: lower, to: new Date(upper), before: at === undefined ? null : String(id), action };
    return ruleEffects(db, span, limit + 1);
  }
}
