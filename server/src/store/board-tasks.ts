import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

export interface NextTask {
  id: string;
  title: string;
  /** ISO 8601 in UTC. */
  dueAt: string | null;
}

/** What is to be done next on the cards of a board. */
@Injectable()
export class BoardTaskStore {
  /** The open task of each record that is due first; those without a date come last. */
  async next(db: Queryable, recordIds: string[]): Promise<Map<string, NextTask>> {
    if (recordIds.length === 0) return new Map();
    const rows = await db.query<{ recordId: string; id: string; title: string; dueAt: Date | null }>(
      `SELECT DISTINCT ON (record_id) record_id AS "recordId", id, title, due_at AS "dueAt" FROM tasks
       WHERE record_id = ANY($1::uuid[]) AND status = 'open' ORDER BY record_id, due_at NULLS LAST, id`,
      [recordIds],
    );
    return new Map(
      rows.map(({ recordId, id, title, dueAt }) => [recordId, { id, title, dueAt: dueAt?.toISOString() ?? null }]),
    );
  }
}
