import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';

/** Most links shown of one record. */
const MOST = 500;

export interface LinkedRow {
  field: string;
  direction: 'in' | 'out';
  record: RecordState;
}

/** Links of records, both ways. */
@Injectable()
export class LinkStore {
  /** Live records linked from and to one: its own links in their order, then the newest that link to it. */
  async of(db: Queryable, recordId: string): Promise<LinkedRow[]> {
    const rows = await db.prepared<RecordRow & { field: string; direction: 'in' | 'out' }>(
      'links-of',
      `(SELECT l.field, 'out' AS direction, ${RECORD_COLUMNS} FROM record_links l JOIN records r ON r.id = l.to_id
        WHERE l.from_id = $1 AND r.deleted_at IS NULL ORDER BY l.field, l.position LIMIT ${MOST})
       UNION ALL
       (SELECT l.field, 'in', ${RECORD_COLUMNS} FROM record_links l JOIN records r ON r.id = l.from_id
        WHERE l.to_id = $1 AND r.deleted_at IS NULL ORDER BY r.created_at DESC, r.id DESC LIMIT ${MOST})`,
      [recordId],
    );
    return rows.map(({ field, direction, ...row }) => ({ field, direction, record: toRecord(row) }));
  }

  /**
   * Live records linked with one through a field, in the order of their ids.
   * @param via a field of the record itself, or of the records of a type that link to it
   */
  through(
    db: Queryable,
    recordId: string,
    via: { type: string | null; field: string },
    limit: number,
  ): Promise<{ id: string; entityType: string }[]> {
    const [here, there] = via.type === null ? ['from_id', 'to_id'] : ['to_id', 'from_id'];
    return db.query(
      `SELECT r.id, r.entity_type AS "entityType" FROM record_links l JOIN records r ON r.id = l.${there}
       WHERE l.${here} = $1 AND l.field = $2 AND ($3::text IS NULL OR r.entity_type = $3) AND r.deleted_at IS NULL
       ORDER BY r.id LIMIT $4`,
      [recordId, via.field, via.type, limit],
    );
  }
}
