import type { RecordState } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { bind, type Where } from './where.ts';

/** Where a record belongs, known by its id alone. */
@Injectable()
export class RecordLookup {
  /** Type of a live record; null when there is none. */
  async typeOf(db: Queryable, id: string): Promise<string | null> {
    const [row] = await db.query<{ entity_type: string }>(
      'SELECT entity_type FROM records WHERE id = $1 AND deleted_at IS NULL',
      [id],
    );
    return row?.entity_type ?? null;
  }

  /**
   * Records of a type that hold a file in one of these fields, live ones only.
   * @param where what the reader may see; null for everything
   */
  async holdingFile(
    db: Queryable,
    entityType: string,
    fields: string[],
    fileId: string,
    where: Where | null,
  ): Promise<RecordState[]> {
    const params: unknown[] = [entityType, JSON.stringify(fileId)];
    const holds = fields.map((field) => `r.doc -> ${bind(params, field)}::text @> $2::jsonb`).join(' OR ');
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r
       WHERE r.entity_type = $1 AND r.deleted_at IS NULL AND (${holds}) ${where ? `AND (${where(params)})` : ''} LIMIT 20`,
      params,
    );
    return rows.map(toRecord);
  }
}
