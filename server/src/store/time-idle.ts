import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import type { Reached } from './time-rules.ts';

/** What a rule looks for among the visits of a stage, or among records: what has stood still since a time. */
export interface IdleSearch {
  /** The caller's own number of the rule. */
  rule: number;
  entityType: string;
  /** The stage looked at; null for records, wherever they are. */
  place: { funnel: string; stage: string } | null;
  reached: Reached | null;
  /** The youngest that are looked for. */
  cutoff: Date;
}

/** Something that has stood still. */
export interface Idle {
  rule: number;
  /** Of the visit, or of the record. */
  id: string;
  recordId: string;
  /** Since when. */
  since: Date;
}

/** Finds, by index, what has stood still since a time and has not been seen yet: nothing costs next to nothing. */
@Injectable()
export class IdleStore {
  /** Open visits, the oldest of each search first. @param limit of each search @param records only theirs */
  async visits(db: Queryable, searches: IdleSearch[], limit: number, records?: string[]): Promise<Idle[]> {
    return this.find(
      db,
      searches,
      `SELECT v.id::text AS id, v.record_id AS "recordId", v.entered_at AS since FROM stage_visits v
       WHERE v.entity_type = s.entity_type AND v.funnel = s.funnel AND v.stage = s.stage AND v.left_at IS NULL
         AND v.entered_at >= s.at AND (v.entered_at > s.at OR v.id > s.id::bigint) AND v.entered_at <= s.cutoff
         ${records ? 'AND v.record_id = ANY($10::uuid[])' : ''}
       ORDER BY v.entered_at, v.id LIMIT $9`,
      limit,
      '0',
      records,
    );
  }

  /** Live records, the longest without activity first. */
  async records(db: Queryable, searches: IdleSearch[], limit: number, records?: string[]): Promise<Idle[]> {
    return this.find(
      db,
      searches,
      `SELECT r.id::text AS id, r.id AS "recordId", r.last_activity_at AS since FROM records r
       WHERE r.entity_type = s.entity_type AND r.deleted_at IS NULL AND r.last_activity_at >= s.at
         AND (r.last_activity_at > s.at OR r.id > s.id::uuid) AND r.last_activity_at <= s.cutoff
         ${records ? 'AND r.id = ANY($10::uuid[])' : ''}
       ORDER BY r.last_activity_at, r.id LIMIT $9`,
      limit,
      '00000000-0000-0000-0000-000000000000',
      records,
    );
  }

  private async find(
    db: Queryable,
    searches: IdleSearch[],
    one: string,
    limit: number,
    least: string,
    records?: string[],
  ): Promise<Idle[]> {
    if (searches.length === 0) return [];
    return db.query(
      `SELECT s.rule, found.id, found."recordId", found.since
       FROM unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::timestamptz[], $8::int[])
         AS s(rule, entity_type, funnel, stage, at, id, cutoff, n)
       CROSS JOIN LATERAL (${one}) found ORDER BY s.n, found.since, found.id`,
      [
        searches.map(({ rule }) => rule),
        searches.map(({ entityType }) => entityType),
        searches.map(({ place }) => place?.funnel ?? null),
        searches.map(({ place }) => place?.stage ?? null),
        searches.map(({ reached }) => reached?.at ?? '-infinity'),
        searches.map(({ reached }) => reached?.id ?? least),
        searches.map(({ cutoff }) => cutoff),
        searches.map((_, index) => index),
        limit,
        ...(records ? [records] : []),
      ],
    );
  }
}
