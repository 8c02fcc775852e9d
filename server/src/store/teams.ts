import type { Team } from '@etapa/shared/api/teams';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { TeamEntity } from './entities/team.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';

const SELECT = `SELECT t.id, t.name, t.leader_id AS "leaderId", t.parent_id AS "parentId", lower(t.name) AS "sortName",
  coalesce((SELECT array_agg(u.id ORDER BY u.id) FROM users u WHERE u.team_id = t.id), '{}') AS "memberIds"
  FROM teams t`;

type TeamRow = Team & { sortName: string };

@Injectable()
export class TeamStore {
  async find(db: Queryable, id: string): Promise<Team | null> {
    const [row] = await db.query<TeamRow>(`${SELECT} WHERE t.id = $1`, [id]);
    return row ? toTeam(row) : null;
  }

  async list(db: Queryable, { limit, after }: PageRequest): Promise<Page<Team>> {
    const rows = await db.query<TeamRow>(
      `${SELECT} WHERE $1::text IS NULL OR (lower(t.name), t.id) > ($1, $2::uuid)
       ORDER BY lower(t.name), t.id LIMIT $3`,
      [after?.[0] ?? null, after?.[1] ?? null, limit + 1],
    );
    return cutPage(rows, limit, (row) => [row.sortName, row.id], toTeam);
  }

  async insert(db: Queryable, team: TeamEntity): Promise<void> {
    await db.manager.insert(TeamEntity, team);
  }

  async update(db: Queryable, id: string, changes: Partial<TeamEntity>): Promise<void> {
    if (Object.keys(changes).length > 0) await db.manager.update(TeamEntity, { id }, changes);
  }

  /** Waits for other changes of the tree of teams, so that two at once cannot close a circle. */
  async lockTree(db: Queryable): Promise<void> {
    await db.query('LOCK TABLE teams IN SHARE ROW EXCLUSIVE MODE');
  }

  /** A team and all teams below it. */
  async withSubTeams(db: Queryable, id: string): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `WITH RECURSIVE tree AS (SELECT id FROM teams WHERE id = $1 UNION SELECT t.id FROM teams t JOIN tree ON t.parent_id = tree.id)
       SELECT id FROM tree`,
      [id],
    );
    return rows.map((row) => row.id);
  }
}

function toTeam({ id, name, leaderId, memberIds, parentId }: TeamRow): Team {
  return { id, name, leaderId, memberIds, parentId };
}
