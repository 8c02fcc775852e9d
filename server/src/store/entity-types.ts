import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StageMap } from '@etapa/shared/definition/stage-map';
import type { Actor } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { newId } from './ids.ts';

/** A published definition, as every process keeps it in memory. */
export interface PublishedType {
  id: string;
  key: string;
  version: number;
  definition: EntityType;
}

export interface EntityTypeVersion {
  version: number;
  created_at: Date;
  created_by: Actor;
}

/** A version as it was published, with where records of the stages it took away go. */
export interface StoredVersion {
  version: number;
  definition: EntityType;
  stageMap: StageMap;
}

/** Name of the sequence that numbers a type's records. */
export const sequenceOf = (typeId: string): string => `record_number_${typeId.replaceAll('-', '')}`;

/** Entity types and their published versions. */
@Injectable()
export class EntityTypeStore {
  /** Key and version of every live type: what tells a process that its memory is old. */
  versions(db: Queryable): Promise<{ id: string; key: string; version: number }[]> {
    return db.prepared(
      'entity-type-versions',
      'SELECT id, key, version FROM entity_types WHERE deleted_at IS NULL ORDER BY created_at, key',
    );
  }

  load(db: Queryable, keys: string[]): Promise<PublishedType[]> {
    return db.query(
      'SELECT id, key, version, definition FROM entity_types WHERE key = ANY($1) AND deleted_at IS NULL',
      [keys],
    );
  }

  /**
   * Keeps version 1 of a new type, with the sequence of its numbers.
   *
   * @returns its id, or null when the key is taken, be it by a type in the trash
   */
  async insert(db: Queryable, definition: EntityType, actor: Actor, now: Date): Promise<string | null> {
    const [row] = await db.query<{ id: string }>(
      `INSERT INTO entity_types (id, key, version, definition, created_at, updated_at)
       VALUES ($1, $2, 1, $3, $4, $4) ON CONFLICT (key) DO NOTHING RETURNING id`,
      [newId(), definition.key, JSON.stringify(definition), now],
    );
    if (!row) return null;
    await this.insertVersion(db, definition, 1, actor, now);
    await db.query(`CREATE SEQUENCE ${sequenceOf(row.id)}`);
    return row.id;
  }

  async insertVersion(
    db: Queryable,
    definition: EntityType,
    version: number,
    actor: Actor,
    now: Date,
    stageMap: StageMap = {},
  ): Promise<void> {
    await db.query(
      `INSERT INTO entity_type_versions (entity_type, version, definition, created_at, created_by, stage_map)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [definition.key, version, JSON.stringify(definition), now, JSON.stringify(actor), JSON.stringify(stageMap)],
    );
  }

  /** Every version of a type, oldest first. */
  history(db: Queryable, key: string): Promise<StoredVersion[]> {
    return db.query(
      `SELECT version, definition, stage_map AS "stageMap" FROM entity_type_versions
       WHERE entity_type = $1 ORDER BY version`,
      [key],
    );
  }

  async findVersion(db: Queryable, key: string, version: number): Promise<StoredVersion | undefined> {
    const [row] = await db.query<StoredVersion>(
      `SELECT version, definition, stage_map AS "stageMap" FROM entity_type_versions
       WHERE entity_type = $1 AND version = $2`,
      [key, version],
    );
    return row;
  }

  /**
   * Puts a definition in the place of the published one and ends its draft.
   *
   * @param expected what is replaced; `revision` absent: whatever the draft is by now
   * @returns the new version; undefined when it is no longer the one expected
   */
  async publish(
    db: Queryable,
    definition: EntityType,
    expected: { version: number; revision?: number },
    now: Date,
  ): Promise<number | undefined> {
    const [row] = await db.query<{ version: number }>(
      `UPDATE entity_types SET version = version + 1, definition = $2, draft = NULL,
         draft_revision = draft_revision + 1, updated_at = $5
       WHERE key = $1 AND version = $3 AND ($4::int IS NULL OR draft_revision = $4) AND deleted_at IS NULL
       RETURNING version`,
      [definition.key, JSON.stringify(definition), expected.version, expected.revision ?? null, now],
    );
    return row?.version;
  }

  /** Types in the trash since a moment, the last one first. */
  trashed(db: Queryable, since: Date): Promise<(PublishedType & { deletedAt: Date })[]> {
    return db.query(
      `SELECT id, key, version, definition, deleted_at AS "deletedAt" FROM entity_types
       WHERE deleted_at > $1 ORDER BY deleted_at DESC, key`,
      [since],
    );
  }

  /** @returns whether there was a type of this key in the trash, put there after `since` */
  async restore(db: Queryable, key: string, since: Date, now: Date): Promise<boolean> {
    const rows = await db.query(
      'UPDATE entity_types SET deleted_at = NULL, updated_at = $3 WHERE key = $1 AND deleted_at > $2 RETURNING id',
      [key, since, now],
    );
    return rows.length > 0;
  }

  /** Newest first. */
  listVersions(db: Queryable, key: string): Promise<EntityTypeVersion[]> {
    return db.query(
      'SELECT version, created_at, created_by FROM entity_type_versions WHERE entity_type = $1 ORDER BY version DESC',
      [key],
    );
  }

  /** @returns whether there was a live type of this key */
  async trash(db: Queryable, key: string, now: Date): Promise<boolean> {
    const rows = await db.query(
      'UPDATE entity_types SET deleted_at = $2, updated_at = $2 WHERE key = $1 AND deleted_at IS NULL RETURNING id',
      [key, now],
    );
    return rows.length > 0;
  }
}
