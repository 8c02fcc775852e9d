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

  /** Lets rules that ask whether such a record exists, and make it, do so one after the other. */
  async lockForUnless(db: Queryable, entityType: string, back: BackLink | null): Promise<void> {
    const asked = back ? `${entityType} ${back.field} ${back.to}` : entityType;
    await db.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 44))', [asked]);
  }

  /** The oldest live record of a type that meets a condition and, where asked for, points back to another. */
  async first(
    db: Queryable,
    entityType: string,
    where: Where,
    back: BackLink | null,
  ): Promise<{ id: string; number: number; title: string } | null> {
    const params: unknown[] = [entityType];
    const pointing = back
      ? `AND EXISTS (SELECT FROM record_links l WHERE l.from_id = r.id
           AND l.field = ${bind(params, back.field)} AND l.to_id = ${bind(params, back.to)})`
      : '';
    const [row] = await db.query<{ id: string; number: number; title: string }>(
      `SELECT r.id, r.number, r.title FROM records r
       WHERE r.entity_type = $1 AND r.deleted_at IS NULL ${pointing} AND (${where(params)})
       ORDER BY r.created_at, r.id LIMIT 1`,
      params,
    );
    return row ?? null;
  }
}

/** A field of a record, and whom it points to. */
export interface BackLink {
  field: string;
  to: string;
}
