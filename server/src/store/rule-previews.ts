import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** What a rehearsal of a rule asks of the present without touching it. */
@Injectable()
export class RulePreviewStore {
  /** Open tasks that hold a card in a stage. */
  holds(db: Queryable, recordId: string, stage: string | null): Promise<{ id: string; title: string }[]> {
    return db.query(
      `SELECT id, title FROM tasks WHERE record_id = $1 AND status = 'open' AND blocks_stage = $2 ORDER BY id`,
      [recordId, stage],
    );
  }

  /** Live cards in a stage. */
  async countIn(db: Queryable, entityType: string, funnel: string | null, stage: string): Promise<number> {
    const [row] = await db.query<{ count: number }>(
      `SELECT count(*)::int AS count FROM records
       WHERE entity_type = $1 AND funnel = $2 AND stage = $3 AND deleted_at IS NULL`,
      [entityType, funnel, stage],
    );
    return row?.count ?? 0;
  }

  /** Active people of a pool. */
  async candidates(db: Queryable, pool: { userIds: string[] } | { teamId: string }): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      'SELECT id FROM users WHERE active AND (id = ANY($1::uuid[]) OR team_id = $2::uuid) ORDER BY id LIMIT 1000',
      'teamId' in pool ? [[], pool.teamId] : [pool.userIds, null],
    );
    return rows.map(({ id }) => id);
  }
}
