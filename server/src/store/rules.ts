import type { Broken, Paused } from '@etapa/shared/api/rules';
import type { Actor } from '@etapa/shared/process/record';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A rule as it stands now. */
export interface StoredRule {
  id: string;
  entityType: string;
  version: number;
  /** As it was saved: `enabled` there is what was asked for. */
  definition: Rule;
  /** Whether it may fire, unless it is broken. */
  enabled: boolean;
  broken: Broken | null;
  paused: Paused | null;
  createdAt: Date;
  updatedAt: Date;
}

export interface StoredRuleVersion {
  version: number;
  createdAt: Date;
  createdBy: Actor;
  definition: Rule;
}

const COLUMNS = `id, entity_type AS "entityType", version, definition, enabled, broken, paused, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

/** Rules and their versions. A removed rule stays as a row, for its runs and its name. */
@Injectable()
export class RuleStore {
  /** @param entityTypes keys; absent: of every type */
  list(db: Queryable, entityTypes?: string[]): Promise<StoredRule[]> {
    return db.query(
      `SELECT ${COLUMNS} FROM rules WHERE deleted_at IS NULL AND ($1::text[] IS NULL OR entity_type = ANY($1))
       ORDER BY entity_type, created_at, key`,
      [entityTypes ?? null],
    );
  }

  /** Those that may fire, of the given types, in the order they were made: the order they run in. */
  enabled(db: Queryable, entityTypes: string[]): Promise<StoredRule[]> {
    return db.prepared(
      'enabled-rules',
      `SELECT ${COLUMNS} FROM rules
       WHERE entity_type = ANY($1) AND enabled AND broken IS NULL AND deleted_at IS NULL ORDER BY created_at, key`,
      [entityTypes],
    );
  }

  async find(db: Queryable, entityType: string, key: string): Promise<StoredRule | undefined> {
    const [row] = await db.query<StoredRule>(
      `SELECT ${COLUMNS} FROM rules WHERE entity_type = $1 AND key = $2 AND deleted_at IS NULL`,
      [entityType, key],
    );
    return row;
  }

  /**
   * Saves a rule as its next version; the first when there is none, or when the one of this key was removed.
   *
   * @param expected the version that is replaced, 0 for a new rule
   * @returns undefined when it is no longer the one expected
   */
  async save(
    db: Queryable,
    rule: { id: string; entityType: string; definition: Rule; expected: number; actor: Actor; now: Date },
  ): Promise<StoredRule | undefined> {
    const { id, entityType, definition, expected, actor, now } = rule;
    const [row] = await db.query<StoredRule>(
      `INSERT INTO rules (id, entity_type, key, version, enabled, definition, created_at, updated_at)
       SELECT $1, $2, $3, 1, $4, $5, $6, $6
       ON CONFLICT (entity_type, key) DO UPDATE SET version = rules.version + 1, enabled = $4, definition = $5,
         broken = NULL, paused = NULL, failure_told_at = NULL, updated_at = $6, deleted_at = NULL,
         created_at = CASE WHEN rules.deleted_at IS NULL THEN rules.created_at ELSE $6 END
       WHERE CASE WHEN rules.deleted_at IS NULL THEN rules.version ELSE 0 END = $7
       RETURNING ${COLUMNS}`,
      [id, entityType, definition.key, definition.enabled, JSON.stringify(definition), now, expected],
    );
    if (!row) return undefined;
    await db.query(
      'INSERT INTO rule_versions (rule_id, version, definition, created_at, created_by) VALUES ($1, $2, $3, $4, $5)',
      [row.id, row.version, JSON.stringify(definition), now, JSON.stringify(actor)],
    );
    return row;
  }

  /** Newest first. */
  versions(db: Queryable, ruleId: string): Promise<StoredRuleVersion[]> {
    return db.query(
      `SELECT version, definition, created_at AS "createdAt", created_by AS "createdBy" FROM rule_versions
       WHERE rule_id = $1 ORDER BY version DESC`,
      [ruleId],
    );
  }

  async remove(db: Queryable, id: string, now: Date): Promise<void> {
    await db.query('UPDATE rules SET deleted_at = $2, enabled = false, updated_at = $2 WHERE id = $1', [id, now]);
  }
}
