import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

export interface SavedReportRow {
  id: string;
  name: string;
  entityType: string;
  /** Query and picture, as they were saved. */
  definition: { [name: string]: unknown };
  ownerId: string | null;
  roles: string[];
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS = `id, name, entity_type AS "entityType", definition, owner_id AS "ownerId", roles,
  created_at AS "createdAt", updated_at AS "updatedAt"`;

/** Saved reports. */
@Injectable()
export class SavedReportStore {
  /** Every one, by name: there are few, and who sees which is the service's affair. */
  list(db: Queryable, entityType: string | undefined): Promise<SavedReportRow[]> {
    return db.query(
      `SELECT ${COLUMNS} FROM reports WHERE $1::text IS NULL OR entity_type = $1 ORDER BY lower(name), id`,
      [entityType ?? null],
    );
  }

  async find(db: Queryable, id: string): Promise<SavedReportRow | null> {
    const [row] = await db.query<SavedReportRow>(`SELECT ${COLUMNS} FROM reports WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** New, or as it is now. */
  async save(db: Queryable, row: SavedReportRow): Promise<void> {
    await db.query(
      `INSERT INTO reports (id, name, entity_type, definition, owner_id, roles, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, entity_type = excluded.entity_type,
         definition = excluded.definition, roles = excluded.roles, updated_at = excluded.updated_at`,
      [
        row.id,
        row.name,
        row.entityType,
        JSON.stringify(row.definition),
        row.ownerId,
        row.roles,
        row.createdAt,
        row.updatedAt,
      ],
    );
  }

  async remove(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM reports WHERE id = $1', [id]);
  }
}
