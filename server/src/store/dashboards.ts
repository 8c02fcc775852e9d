import type { Widget } from '@etapa/shared/api/dashboards';
import type { KeptQuestion } from '@etapa/shared/reports/dashboard-question';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

export interface DashboardRow {
  id: string;
  name: string;
  widgets: Widget[];
  question: KeptQuestion;
  ownerId: string | null;
  roles: string[];
  createdAt: Date;
  updatedAt: Date;
}

const COLUMNS =
  'id, name, widgets, question, owner_id AS "ownerId", roles, created_at AS "createdAt", updated_at AS "updatedAt"';

/** Dashboards. */
@Injectable()
export class DashboardStore {
  /** Every one, by name: there are few, and who sees which is the service's affair. */
  list(db: Queryable): Promise<DashboardRow[]> {
    return db.query(`SELECT ${COLUMNS} FROM dashboards ORDER BY lower(name), id`);
  }

  async find(db: Queryable, id: string): Promise<DashboardRow | null> {
    const [row] = await db.query<DashboardRow>(`SELECT ${COLUMNS} FROM dashboards WHERE id = $1`, [id]);
    return row ?? null;
  }

  /** New, or as it is now. */
  async save(db: Queryable, row: DashboardRow): Promise<void> {
    await db.query(
      `INSERT INTO dashboards (id, name, widgets, question, owner_id, roles, created_at, updated_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
       ON CONFLICT (id) DO UPDATE SET name = excluded.name, widgets = excluded.widgets, question = excluded.question,
         roles = excluded.roles, updated_at = excluded.updated_at`,
      [
        row.id,
        row.name,
        JSON.stringify(row.widgets),
        JSON.stringify(row.question),
        row.ownerId,
        row.roles,
        row.createdAt,
        row.updatedAt,
      ],
    );
  }

  async remove(db: Queryable, id: string): Promise<void> {
    await db.query('DELETE FROM dashboards WHERE id = $1', [id]);
  }
}
