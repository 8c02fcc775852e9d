import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Field } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { fieldExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { Database } from './database.ts';
import { INDEX_LOCK } from './entity-types-indexes.ts';

/** An index that rules need to find records by time. */
export interface RuleIndex {
  name: string;
  /** What follows its name in CREATE INDEX. */
  on: string;
}

/** For rules about records that nobody does anything about. */
export const ACTIVITY_INDEX: RuleIndex = {
  name: 'rule_activity',
  on: 'ON records (entity_type, last_activity_at, id) WHERE deleted_at IS NULL',
};

/**
 * For rules about a date; null where the field has an index of its own.
 * @param entityType whose definition has been checked: its keys become part of SQL
 */
export function dateIndex(entityType: string, field: Field): RuleIndex | null {
  if (field.indexed) return null;
  const digest = createHash('sha256').update(`${entityType} ${field.key} ${field.kind}`).digest('hex').slice(0, 24);
  const { sort } = fieldExpression(field, 'doc');
  const live = `entity_type = ${literal(entityType)} AND deleted_at IS NULL`;
  return { name: `rule_date_${digest}`, on: `ON records ((${sort}), id) WHERE ${live}` };
}

/** Indexes that are made because rules need them, and go when no rule does. */
@Injectable()
export class RuleIndexStore {
  constructor(private readonly database: Database) {}

  /** Names of those that are there, and whether they can be used. */
  async there(): Promise<Map<string, boolean>> {
    const rows = await this.database.query<{ name: string; valid: boolean }>(
      `SELECT c.relname AS name, i.indisvalid AS valid FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
       WHERE i.indrelid = 'records'::regclass AND c.relname LIKE 'rule\\_%'`,
    );
    return new Map(rows.map(({ name, valid }) => [name, valid]));
  }

  /** Makes those that are missing and drops all others, without stopping writers. */
  async bring(wanted: RuleIndex[]): Promise<void> {
    await this.database.session(async (client) => {
      // Asked again and again, not waited for: a statement that waits would hold up the index it waits for.
      for (;;) {
        const { rows } = await client.query<{ mine: boolean }>('SELECT pg_try_advisory_lock($1) AS mine', [INDEX_LOCK]);
        if (rows[0]?.mine) break;
        await sleep(50);
      }
      try {
        const there = await this.there();
        const names = new Set(wanted.map(({ name }) => name));
        for (const name of there.keys()) {
          if (!names.has(name)) await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
        }
        for (const { name, on } of wanted) {
          if (there.get(name)) continue;
          // A build that was cut short leaves an index that is kept up to date and never used.
          await client.query(`DROP INDEX CONCURRENTLY IF EXISTS ${name}`);
          await client.query(`CREATE INDEX CONCURRENTLY ${name} ${on}`);
        }
      } finally {
        await client.query('SELECT pg_advisory_unlock($1)', [INDEX_LOCK]);
      }
    });
  }
}
