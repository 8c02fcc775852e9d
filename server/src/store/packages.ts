import type { Package } from '@etapa/shared/packages/package';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** Somebody or a team, by what a package calls them. */
export interface Named {
  id: string;
  name: string;
}

/** Packages that have been installed, and who their names stand for. */
@Injectable()
export class PackageStore {
  async installed(db: Queryable): Promise<Set<string>> {
    const rows = await db.query<{ key: string }>('SELECT key FROM packages');
    return new Set(rows.map(({ key }) => key));
  }

  /** As they were last installed, by key. */
  async documents(db: Queryable): Promise<Package[]> {
    const rows = await db.query<{ document: Package }>('SELECT document FROM packages ORDER BY key COLLATE "C"');
    return rows.map(({ document }) => document);
  }

  async keep(db: Queryable, found: { key: string; version: string }, actor: Actor, now: Date): Promise<void> {
    await db.query(
      `INSERT INTO packages (key, version, document, installed_at, installed_by) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (key) DO UPDATE SET version = $2, document = $3, installed_at = $4, installed_by = $5`,
      [found.key, found.version, JSON.stringify(found), now, JSON.stringify(actor)],
    );
  }

  /** E-mail addresses of everybody who has an account. */
  people(db: Queryable): Promise<Named[]> {
    return db.query('SELECT id, lower(email) AS name FROM users ORDER BY id');
  }

  teams(db: Queryable): Promise<Named[]> {
    return db.query('SELECT id, name FROM teams ORDER BY id');
  }

  /** Whether a type has any record, be it in the trash. */
  async hasRecords(db: Queryable, entityTypes: string[]): Promise<boolean> {
    const [row] = await db.query<{ found: boolean }>(
      'SELECT EXISTS (SELECT FROM records WHERE entity_type = ANY($1)) AS found',
      [entityTypes],
    );
    return row?.found === true;
  }

  /** Which of these types lie in the trash. */
  async trashed(db: Queryable, keys: string[]): Promise<Set<string>> {
    const rows = await db.query<{ key: string }>(
      'SELECT key FROM entity_types WHERE key = ANY($1) AND deleted_at IS NOT NULL',
      [keys],
    );
    return new Set(rows.map(({ key }) => key));
  }
}
