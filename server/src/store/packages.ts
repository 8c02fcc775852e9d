import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** Packages that have been installed. */
@Injectable()
export class PackageStore {
  async installed(db: Queryable): Promise<Set<string>> {
    const rows = await db.query<{ key: string }>('SELECT key FROM packages');
    return new Set(rows.map(({ key }) => key));
  }

  async keep(db: Queryable, found: { key: string; version: string }, actor: Actor, now: Date): Promise<void> {
    await db.query(
      `INSERT INTO packages (key, version, document, installed_at, installed_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET version = $2, document = $3, installed_at = $4, installed_by = $5`,
      [found.key, found.version, JSON.stringify(found), now, JSON.stringify(actor)],
    );
  }
}
