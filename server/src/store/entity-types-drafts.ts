import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A type's draft: the definition as published where nobody has begun to change it. */
export interface StoredDraft {
  /** The published version. */
  version: number;
  revision: number;
  definition: EntityType;
  /** Whether anybody has changed anything since the last publishing. */
  begun: boolean;
}

/** Saves kept to compare a stale draft with. */
const KEPT = 100;

/** Drafts of entity types, with their last saves. */
@Injectable()
export class EntityTypeDraftStore {
  async find(db: Queryable, key: string): Promise<StoredDraft | undefined> {
    const [row] = await db.query<StoredDraft>(
      `SELECT version, draft_revision AS revision, coalesce(draft, definition) AS definition, draft IS NOT NULL AS begun
       FROM entity_types WHERE key = $1 AND deleted_at IS NULL`,
      [key],
    );
    return row;
  }

  /**
   * Replaces the draft; null goes back to what is published.
   *
   * @returns the new revision; undefined when `expected` is no longer the draft's
   */
  async save(
    db: Queryable,
    key: string,
    draft: EntityType | null,
    { expected, actor, now }: { expected?: number; actor: Actor; now: Date },
  ): Promise<number | undefined> {
    const [row] = await db.query<{ revision: number }>(
      `UPDATE entity_types SET draft = $2, draft_revision = draft_revision + 1
       WHERE key = $1 AND ($3::int IS NULL OR draft_revision = $3) AND deleted_at IS NULL
       RETURNING draft_revision AS revision`,
      [key, draft && JSON.stringify(draft), expected ?? null],
    );
    if (!row || !draft) return row?.revision;
    await db.query(
      `WITH old AS (DELETE FROM entity_type_drafts WHERE entity_type = $1 AND revision <= $2 - $6::int)
       INSERT INTO entity_type_drafts (entity_type, revision, definition, saved_at, saved_by)
       VALUES ($1, $2, $3, $4, $5)`,
      [key, row.revision, JSON.stringify(draft), now, JSON.stringify(actor), KEPT],
    );
    return row.revision;
  }

  /** The draft as it was saved under a revision, while that is remembered. */
  async saved(db: Queryable, key: string, revision: number): Promise<EntityType | undefined> {
    const [row] = await db.query<{ definition: EntityType }>(
      'SELECT definition FROM entity_type_drafts WHERE entity_type = $1 AND revision = $2',
      [key, revision],
    );
    return row?.definition;
  }

  /** Who saved the draft last, and when. */
  async lastSave(db: Queryable, key: string): Promise<{ savedAt: Date; savedBy: Actor } | undefined> {
    const [row] = await db.query<{ savedAt: Date; savedBy: Actor }>(
      `SELECT saved_at AS "savedAt", saved_by AS "savedBy" FROM entity_type_drafts
       WHERE entity_type = $1 ORDER BY revision DESC LIMIT 1`,
      [key],
    );
    return row;
  }
}
