import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** Where a record belongs, known by its id alone. */
@Injectable()
export class RecordPlaces {
  /** Type of a live record; null when there is none. */
  async typeOf(db: Queryable, id: string): Promise<string | null> {
    const [row] = await db.query<{ entity_type: string }>(
      'SELECT entity_type FROM records WHERE id = $1 AND deleted_at IS NULL',
      [id],
    );
    return row?.entity_type ?? null;
  }

  /**
   * Records that hold a file in a field of their document.
   * @returns id and type of each, live ones only
   */
  holdingFile(db: Queryable, fileId: string): Promise<{ id: string; entityType: string }[]> {
    return db.query(
      `SELECT r.id, r.entity_type AS "entityType" FROM records r
       WHERE r.deleted_at IS NULL AND r.id IN (
         SELECT record_id FROM files WHERE id = $1::uuid AND record_id IS NOT NULL
         UNION SELECT record_id FROM record_files WHERE file_id = $1::uuid
       )`,
      [fileId],
    );
  }
}
