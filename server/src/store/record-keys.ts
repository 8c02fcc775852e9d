import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Injectable } from '@nestjs/common';
import { keyChanges } from './duplicate-keys.ts';
import type { Queryable } from './queryable.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { searchText } from './records-search.ts';

/** A type whose records may have keys of an earlier definition. */
export interface KeysBehind {
  entityType: string;
  /** By which version they have theirs: 0 for records of before there were any. */
  from: number;
  version: number;
}

/** What is kept with records so that they are found: keys of duplicates and texts of search. */
@Injectable()
export class RecordKeyStore {
  behind(db: Queryable): Promise<KeysBehind[]> {
    return db.query(
      `SELECT key AS "entityType", keys_version AS "from", version FROM entity_types
       WHERE keys_version < version AND deleted_at IS NULL`,
    );
  }

  async definitionOf(db: Queryable, entityType: string, version: number): Promise<EntityType | null> {
    const [row] = await db.query<{ definition: EntityType }>(
      'SELECT definition FROM entity_type_versions WHERE entity_type = $1 AND version = $2',
      [entityType, version],
    );
    return row?.definition ?? null;
  }

  /**
   * Brings up the next records by their numbers. Their rows are held for as long as it takes, so that nobody writes
   * other keys meanwhile.
   *
   * @returns the number of the last one; null when there is none left
   */
  async bringUp(tx: Queryable, definition: EntityType, after: number, limit: number): Promise<number | null> {
    const rows = await tx.query<RecordRow & { search: string }>(
      `SELECT ${RECORD_COLUMNS}, r.search FROM records r WHERE r.entity_type = $1 AND r.number > $2
       ORDER BY r.number LIMIT $3 FOR NO KEY UPDATE`,
      [definition.key, after, limit],
    );
    const records = rows.map(toRecord);
    const last = records.at(-1);
    if (!last) return null;
    const ids = records.map(({ id }) => id);
    const keys = records.flatMap((record) => keyChanges(definition, null, record));
    await tx.query('DELETE FROM duplicate_keys WHERE record_id = ANY($1::uuid[])', [ids]);
    await tx.query(
      `INSERT INTO duplicate_keys (record_id, field, entity_type, sort, key, form)
       SELECT record_id, field, $2, sort, key, form FROM jsonb_to_recordset($1::jsonb)
         AS k(record_id uuid, field text, sort text, key text, form text)`,
      [JSON.stringify(keys), definition.key],
    );
    const texts = rows.flatMap((row, at) => {
      const record = records[at];
      const search = record && `${searchText(definition, record)}\n#${record.number}`;
      return search !== undefined && search !== row.search ? [{ id: row.id, search }] : [];
    });
    if (texts.length > 0) {
      await tx.query(
        `UPDATE records r SET search = t.search FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, search text)
         WHERE r.id = t.id`,
        [JSON.stringify(texts)],
      );
    }
    return last.number;
  }

  /** Notes that all records of a type have the keys of a version. */
  async brought(db: Queryable, entityType: string, version: number): Promise<void> {
    await db.query('UPDATE entity_types SET keys_version = greatest(keys_version, $2) WHERE key = $1', [
      entityType,
      version,
    ]);
  }
}
