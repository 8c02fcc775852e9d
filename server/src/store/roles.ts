import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RoleEntity } from './entities/role.ts';

export type RoleRow = RoleEntity;

@Injectable()
export class RoleStore {
  all(db: Queryable): Promise<RoleRow[]> {
    return db.query('SELECT key, name, grants, builtin FROM roles ORDER BY key COLLATE "C"');
  }

  find(db: Queryable, key: string): Promise<RoleRow | null> {
    return db.manager.findOneBy(RoleEntity, { key });
  }

  /** @returns whether the key was free */
  async insert(db: Queryable, role: RoleRow): Promise<boolean> {
    const rows = await db.query(
      'INSERT INTO roles (key, name, grants, builtin) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING RETURNING key',
      [role.key, role.name, JSON.stringify(role.grants), role.builtin],
    );
    return rows.length > 0;
  }

  async update(db: Queryable, key: string, changes: Pick<RoleRow, 'name' | 'grants'>): Promise<void> {
    await db.query('UPDATE roles SET name = $2, grants = $3 WHERE key = $1', [
      key,
      changes.name,
      JSON.stringify(changes.grants),
    ]);
  }
}
