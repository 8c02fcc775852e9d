import type { RecordState } from '@etapa/shared/process/record';
import type { Visit } from '@etapa/shared/rules/moments';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { RECORD_COLUMNS, type RecordRow, toRecord } from './records-row.ts';
import { bind, type Where } from './where.ts';

/** What part of the past is replayed. */
export interface ReplayedPart {
  entityType: string;
  /** Records that whoever asks may read; null for all. */
  where: Where | null;
  /** Only records to which something happened then; null for all. `to` is not included. */
  events: { from: Date; to: Date } | null;
}

/** Reads the past of many records, for rules that are tried on it. */
@Injectable()
export class RuleReplayStore {
  /** Records in the order of their ids, be they in the trash. @param after id of the last one that was read */
  async records(
    db: Queryable,
    { entityType, where, events }: ReplayedPart,
    after: string | null,
    limit: number,
  ): Promise<RecordState[]> {
    const params: unknown[] = [entityType];
    const terms = ['r.entity_type = $1'];
    if (after !== null) terms.push(`r.id > ${bind(params, after)}::uuid`);
    if (events) {
      terms.push(`EXISTS (SELECT FROM events e WHERE e.record_id = r.id
        AND e.at >= ${bind(params, events.from)}::timestamptz AND e.at < ${bind(params, events.to)}::timestamptz)`);
    }
    if (where) terms.push(`(${where(params)})`);
    const rows = await db.query<RecordRow>(
      `SELECT ${RECORD_COLUMNS} FROM records r WHERE ${terms.join(' AND ')} ORDER BY r.id LIMIT ${limit}`,
      params,
    );
    return rows.map(toRecord);
  }

  /** How much there is to look at: events of the type in a period, or its records. */
  async count(db: Queryable, { entityType, events }: ReplayedPart): Promise<number> {
    const [row] = events
      ? await db.query<{ count: number }>(
          `SELECT count(*)::int AS count FROM events
           WHERE entity_type = $1 AND record_id IS NOT NULL AND at >= $2 AND at < $3`,
          [entityType, events.from, events.to],
        )
      : await db.query<{ count: number }>('SELECT count(*)::int AS count FROM records WHERE entity_type = $1', [
          entityType,
        ]);
    return row?.count ?? 0;
  }

  /** Every stay of these records in these stages, by record. */
  async visits(db: Queryable, recordIds: string[], stages: readonly string[]): Promise<ReadonlyMap<string, Visit[]>> {
    const rows = await db.query<{
      recordId: string;
      funnel: string;
      stage: string;
      enteredAt: Date;
      leftAt: Date | null;
    }>(
      `SELECT record_id AS "recordId", funnel, stage, entered_at AS "enteredAt", left_at AS "leftAt" FROM stage_visits
       WHERE record_id = ANY($1::uuid[]) AND stage = ANY($2::text[]) ORDER BY record_id, ordinal`,
      [recordIds, stages],
    );
    const visits = new Map<string, Visit[]>();
    for (const { recordId, funnel, stage, enteredAt, leftAt } of rows) {
      const visit = { funnel, stage, enteredAt: enteredAt.toISOString(), leftAt: leftAt?.toISOString() ?? null };
      visits.set(recordId, [...(visits.get(recordId) ?? []), visit]);
    }
    return visits;
  }
}
