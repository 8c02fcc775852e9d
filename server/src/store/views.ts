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
  definition: ViewDefinition;
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `id, entity_type AS "entityType", name, owner_id AS "ownerId", shared, definition,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Saved views. */
@Injectable()
export class ViewStore {
  /** A person's own and shared ones, by name. */
  list(db: Queryable, entityType: string, userId: string): Promise<ViewRow[]> {
    return db.query(
      `SELECT ${COLUMNS} FROM views WHERE entity_type = $1 AND (shared OR owner_id = $2) ORDER BY lower(name), id`,
      [entityType, userId],
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
      `INSERT INTO views (id, entity_type, name, owner_id, shared, definition, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, shared = excluded.shared, definition = excluded.definition,
         updated_at = excluded.updated_at`,
      [
        view.id,
        view.entityType,
        view.name,
        view.ownerId,
        view.shared,
        JSON.stringify(view.definition),
        view.createdAt,
        view.updatedAt,
      ],
    );
  }

  async remove(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM views WHERE id = $1', [id]);
  }
}
