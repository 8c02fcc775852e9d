import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** What a view shows, as it was saved. */
type ViewDefinition = { [name: string]: unknown };

export interface ViewRow {
  id: string;
  entityType: string;
  name: string;
  ownerId: string | null;
  shared: boolean;
  roles: string[];
  teamIds: string[];
  definition: ViewDefinition;
  createdAt: Date;
  updatedAt: Date;
}

/** Who looks, as far as sharing goes. */
export interface Looker {
  id: string;
  roles: readonly string[];
  teamId: string | null;
}

/** Which view opens first for whom: `user:<id>`, `team:<id>`, `role:<key>` or `everyone`. */
export interface ViewDefaultRow {
  whose: string;
  viewId: string;
}

const COLUMNS = `id, entity_type AS "entityType", name, owner_id AS "ownerId", shared, roles, team_ids AS "teamIds",
  definition, created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Saved views. */
@Injectable()
export class ViewStore {
  /** A person's own and those shared with them, by name. */
  list(db: Queryable, entityType: string, { id, roles, teamId }: Looker): Promise<ViewRow[]> {
    return db.query(
      `SELECT ${COLUMNS} FROM views
       WHERE entity_type = $1 AND (shared OR owner_id = $2 OR roles && $3::text[] OR $4::uuid = ANY(team_ids))
       ORDER BY lower(name), id`,
      [entityType, id, [...roles], teamId],
    );
  }

  /** Everybody's. */
  all(db: Queryable, entityType: string): Promise<ViewRow[]> {
    return db.query(`SELECT ${COLUMNS} FROM views WHERE entity_type = $1 ORDER BY lower(name), id`, [entityType]);
  }

  async find(db: Queryable, id: string): Promise<ViewRow | null> {
    const [row] = await db.query<ViewRow>(`SELECT ${COLUMNS} FROM views WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** New, or as it is now. */
  async save(db: Queryable, view: ViewRow): Promise<void> {
    await db.query(
      `INSERT INTO views (id, entity_type, name, owner_id, shared, definition, created_at, updated_at, roles, team_ids)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, shared = excluded.shared, definition = excluded.definition,
         updated_at = excluded.updated_at, roles = excluded.roles, team_ids = excluded.team_ids`,
      [
        view.id,
        view.entityType,
        view.name,
        view.ownerId,
        view.shared,
        JSON.stringify(view.definition),
        view.createdAt,
        view.updatedAt,
        view.roles,
        view.teamIds,
      ],
    );
  }

  async remove(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM views WHERE id = $1', [id]);
  }

  /** Which views open first for whom. */
  defaults(db: Queryable, entityType: string): Promise<ViewDefaultRow[]> {
    return db.query(
      'SELECT whose, view_id AS "viewId" FROM view_defaults WHERE entity_type = $1 ORDER BY whose COLLATE "C"',
      [entityType],
    );
  }

  /** @param viewId null: none any more */
  async choose(db: Queryable, entityType: string, whose: string, viewId: string | null): Promise<void> {
    if (viewId === null) {
      await db.query('DELETE FROM view_defaults WHERE entity_type = $1 AND whose = $2', [entityType, whose]);
      return;
    }
    await db.query(
      `INSERT INTO view_defaults (entity_type, whose, view_id) VALUES ($1, $2, $3)
       ON CONFLICT (entity_type, whose) DO UPDATE SET view_id = excluded.view_id`,
      [entityType, whose, viewId],
    );
  }
}
