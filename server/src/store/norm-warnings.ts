import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** A stage whose norm has been passed by those who entered it at `cutoff` or before. */
export interface NormSearch {
  entityType: string;
  funnel: string;
  stage: string;
  cutoff: Date;
  /** Those who entered before were looked at already. */
  from: Date;
}

/** A card that has stood longer than its norm. */
export interface OverNorm {
  recordId: string;
  entityType: string;
  stage: string;
  ownerId: string;
}

@Injectable()
export class NormWarningStore {
  /** Open visits that passed their norm and are not noted yet, each once: who takes them must tell their owners. */
  take(tx: Queryable, searches: NormSearch[], now: Date, limit: number): Promise<OverNorm[]> {
    return tx.query(
      `WITH late AS (
         SELECT found.* FROM unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
           AS s(entity_type, funnel, stage, cutoff, since)
         CROSS JOIN LATERAL (
           SELECT v.id, v.record_id, v.entity_type, v.stage, r.owner_id FROM stage_visits v
           JOIN records r ON r.id = v.record_id AND r.deleted_at IS NULL AND r.owner_id IS NOT NULL
           WHERE v.entity_type = s.entity_type AND v.funnel = s.funnel AND v.stage = s.stage AND v.left_at IS NULL
             AND v.entered_at > s.since AND v.entered_at <= s.cutoff
             AND NOT EXISTS (SELECT FROM norm_warnings w WHERE w.visit_id = v.id)
           ORDER BY v.entered_at LIMIT $7) found),
       noted AS (
         INSERT INTO norm_warnings (visit_id, at) SELECT id, $6 FROM late ON CONFLICT DO NOTHING RETURNING visit_id)
       SELECT record_id AS "recordId", entity_type AS "entityType", stage, owner_id AS "ownerId"
       FROM late JOIN noted ON noted.visit_id = late.id`,
      [
        searches.map(({ entityType }) => entityType),
        searches.map(({ funnel }) => funnel),
        searches.map(({ stage }) => stage),
        searches.map(({ cutoff }) => cutoff),
        searches.map(({ from }) => from),
        now,
        limit,
      ],
    );
  }
}
