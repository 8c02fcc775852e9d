import type { Target } from '@etapa/shared/api/forecast';
import type { Bucket } from '@etapa/shared/reports/query';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { newId } from './ids.ts';

/** Amounts to be reached, by month. */
@Injectable()
export class TargetStore {
  async list(db: Queryable, entityType: string): Promise<Target[]> {
    const rows = await db.query<Target & { amount: string }>(
      `SELECT month, owner_id AS "ownerId", team_id AS "teamId", amount FROM targets WHERE entity_type = $1
       ORDER BY month, owner_id NULLS FIRST, team_id NULLS FIRST`,
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
         AS g(id uuid, month date, "ownerId" uuid, "teamId" uuid, amount numeric)),
       gone AS (DELETE FROM targets t USING given g WHERE t.entity_type = $1 AND g.amount = 0 AND t.month = g.month
         AND t.owner_id IS NOT DISTINCT FROM g."ownerId" AND t.team_id IS NOT DISTINCT FROM g."teamId")
       INSERT INTO targets (id, entity_type, month, owner_id, team_id, amount)
       SELECT id, $1, month, "ownerId", "teamId", amount FROM given WHERE amount > 0
       ON CONFLICT (entity_type, month, owner_id, team_id) DO UPDATE SET amount = excluded.amount`,
      [entityType, JSON.stringify(rows)],
    );
  }

  /**
   * Targets by period. Everybody's together is what was set for them; where nothing was, what people have in all.
   *
   * @returns amounts by the first day of the period
   */
  async byPeriod(
    db: Queryable,
    entityType: string,
    by: Bucket,
    { owner, team }: { owner?: string; team?: string },
  ): Promise<Map<string, number>> {
    // A target is a month's: no shorter period has one.
    if (by === 'day' || by === 'week') return new Map();
    const rows = await db.query<{ period: string; amount: string }>(
      `SELECT to_char(date_trunc($2, month::timestamp), 'YYYY-MM-DD') AS period, sum(amount) AS amount FROM (
         SELECT month, coalesce(
           sum(amount) FILTER (WHERE owner_id IS NOT DISTINCT FROM $3::uuid AND team_id IS NOT DISTINCT FROM $4::uuid),
           sum(amount) FILTER (WHERE owner_id IS NOT NULL AND $3::uuid IS NULL AND $4::uuid IS NULL)) AS amount
         FROM targets WHERE entity_type = $1 GROUP BY month
       ) months WHERE amount IS NOT NULL GROUP BY 1`,
      [entityType, by, owner ?? null, team ?? null],
    );
    return new Map(rows.map(({ period, amount }) => [period, Number(amount)]));
  }
}
