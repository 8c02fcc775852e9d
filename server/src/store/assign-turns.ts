import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

interface Turn {
  ruleId: string;
  stepId: string;
}

export interface Candidate {
  userId: string;
  active: boolean;
  /** Number of the turn they had last; 0 when they never had one. */
  turn: number;
}

/** Who had their turn when a step of a rule chose among people: kept through restarts and new versions of the rule. */
@Injectable()
export class AssignTurnStore {
  /** Lets nobody else choose for this step before the transaction ends. */
  async lock(db: Queryable, { ruleId, stepId }: Turn): Promise<void> {
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 43))', [`${ruleId} ${stepId}`]);
  }

  /** People who may be chosen, active or not: in the order given, those of a team in the order they joined Etapa. */
  candidates(
    db: Queryable,
    { ruleId, stepId }: Turn,
    pool: { userIds: string[] } | { teamId: string },
  ): Promise<Candidate[]> {
    const [ids, team] = 'userIds' in pool ? [pool.userIds, null] : [[], pool.teamId];
    return db.query(
      `SELECT u.id AS "userId", u.active, coalesce(t.turn, 0) AS turn
       FROM users u LEFT JOIN assign_turns t ON t.user_id = u.id AND t.rule_id = $1 AND t.step_id = $2
       WHERE u.id = ANY($3::uuid[]) OR u.team_id = $4
       ORDER BY array_position($3::uuid[], u.id), u.id`,
      [ruleId, stepId, ids, team],
    );
  }

  async keep(db: Queryable, { ruleId, stepId, userId, turn }: Turn & { userId: string; turn: number }): Promise<void> {
    await db.query(
      `INSERT INTO assign_turns (rule_id, step_id, user_id, turn) VALUES ($1, $2, $3, $4)
       ON CONFLICT (rule_id, step_id, user_id) DO UPDATE SET turn = excluded.turn`,
      [ruleId, stepId, userId, turn],
    );
  }
}
