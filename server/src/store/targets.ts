import type { Target } from '@etapa/shared/api/forecast';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { newId } from './ids.ts';

/** What should come in during a period. */
export interface PeriodTarget {
  /** Its first day. */
  period: string;
  /** Null: the amount is no money. */
  currency: string | null;
  amount: number;
}

/** Amounts to be reached, by month. */
@Injectable()
export class TargetStore {
  async list(db: Queryable, entityType: string): Promise<Target[]> {
    const rows = await db.query<Target & { amount: string }>(
      `SELECT month, owner_id AS "ownerId", team_id AS "teamId", amount, currency FROM targets
       WHERE entity_type = $1 ORDER BY month, owner_id NULLS FIRST, team_id NULLS FIRST, currency NULLS FIRST`,
      [entityType],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }

  /** Targets whose person or team is not there, by their place in the list. */
  unknown(db: Queryable, targets: Target[]): Promise<{ index: number; name: 'ownerId' | 'teamId' }[]> {
    return db.query(
      `SELECT (g.place - 1)::int AS index, CASE WHEN g.owner IS NOT NULL THEN 'ownerId' ELSE 'teamId' END AS name
       FROM unnest($1::uuid[], $2::uuid[]) WITH ORDINALITY AS g(owner, team, place)
       WHERE g.owner IS NOT NULL AND NOT EXISTS (SELECT FROM users WHERE id = g.owner)
         OR g.team IS NOT NULL AND NOT EXISTS (SELECT FROM teams WHERE id = g.team) ORDER BY 1`,
      [targets.map(({ ownerId }) => ownerId), targets.map(({ teamId }) => teamId)],
    );
  }

  /** Those with an amount are kept, others taken away. */
  async save(db: Queryable, entityType: string, targets: Target[]): Promise<void> {
    const rows = targets.map((target) => ({ ...target, id: newId() }));
    await db.query(
      `WITH given AS (SELECT * FROM jsonb_to_recordset($2::jsonb)
         AS g(id uuid, month date, "ownerId" uuid, "teamId" uuid, amount numeric, currency text)),
       gone AS (DELETE FROM targets t USING given g WHERE t.entity_type = $1 AND g.amount = 0 AND t.month = g.month
         AND t.owner_id IS NOT DISTINCT FROM g."ownerId" AND t.team_id IS NOT DISTINCT FROM g."teamId"
         AND t.currency IS NOT DISTINCT FROM g.currency)
       INSERT INTO targets (id, entity_type, month, owner_id, team_id, amount, currency)
       SELECT id, $1, month, "ownerId", "teamId", amount, currency FROM given WHERE amount > 0
       ON CONFLICT (entity_type, month, owner_id, team_id, currency) DO UPDATE SET amount = excluded.amount`,
      [entityType, JSON.stringify(rows)],
    );
  }

  /**
   * Targets by period, each currency for itself. Everybody's together is what was set for them; where nothing was, what
   * people have in all.
   */
  async byPeriod(
    db: Queryable,
    entityType: string,
    by: Bucket,
    { owner, team }: { owner?: string; team?: string },
  ): Promise<PeriodTarget[]> {
    // A target is a month's: no shorter period has one.
    if (by === 'day' || by === 'week') return [];
    const rows = await db.query<PeriodTarget & { amount: string }>(
      `SELECT to_char(date_trunc($2, month::timestamp), 'YYYY-MM-DD') AS period, currency, sum(amount) AS amount FROM (
         SELECT month, currency, coalesce(
           sum(amount) FILTER (WHERE owner_id IS NOT DISTINCT FROM $3::uuid AND team_id IS NOT DISTINCT FROM $4::uuid),
           sum(amount) FILTER (WHERE owner_id IS NOT NULL AND $3::uuid IS NULL AND $4::uuid IS NULL)) AS amount
         FROM targets WHERE entity_type = $1 GROUP BY month, currency
       ) months WHERE amount IS NOT NULL GROUP BY 1, 2 ORDER BY 1, 2`,
      [entityType, by, owner ?? null, team ?? null],
    );
    return rows.map((row) => ({ ...row, amount: Number(row.amount) }));
  }
}
