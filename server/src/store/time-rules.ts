import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** How far a rule has been followed: everything up to `at` has been seen, and of what is in hand all up to `id`. */
export interface Reached {
  /** ISO 8601. */
  at: string;
  id?: string;
  /** Of rules by date and by clock: the moment in hand. */
  moment?: string;
  day?: string;
  /**
   * How far a rule about idle time has been followed in stages that count working time, which stand in `places`: time
   * runs otherwise there. Where those are others by now, all is looked at again.
   */
  working?: { at: string; id: string; places: string };
  /** A new version, of which nothing has been done: one about idle time looks at all there is. */
  isNew?: true;
}

/** A rule that time sets off, in the version that is followed now. */
export interface TimeRule {
  id: string;
  entityType: string;
  version: number;
  definition: Rule;
  /** Null when it is to be followed from the beginning. */
  reached: Reached | null;
  /** When this version was saved. */
  savedAt: Date;
  /** When the next version was saved, up to which this one is to be followed; null for the last. */
  replacedAt: Date | null;
  /** False while it is switched off or broken: time passes it by without a run. */
  fires: boolean;
}

const LOCK = 7_203_614_701;

/** Rules that time sets off, and how far each has been followed. */
@Injectable()
export class TimeRuleStore {
  /**
   * Has everything in this transaction looked up by index: the planner cannot know that what it is asked for is hardly
   * ever there, and would rather read a table of moderate size.
   */
  async byIndex(tx: Queryable): Promise<void> {
    await tx.query(`SELECT set_config('enable_seqscan', 'off', true)`);
  }

  /** Lets nobody else follow time before this transaction ends. */
  async lock(tx: Queryable): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
  }

  /** Those of the kinds, each in the version that has not been followed to its end. */
  all(db: Queryable, kinds: readonly string[]): Promise<TimeRule[]> {
    return db.prepared(
      'time-rules',
      `SELECT r.id, r.entity_type AS "entityType", v.version, v.definition, v.created_at AS "savedAt",
         CASE WHEN c.version = v.version THEN c.reached END AS reached,
         (SELECT n.created_at FROM rule_versions n WHERE n.rule_id = r.id AND n.version = v.version + 1) AS "replacedAt",
         r.enabled AND r.broken IS NULL AND (v.definition ->> 'enabled')::boolean AS fires
       FROM rules r LEFT JOIN rule_clocks c ON c.rule_id = r.id
       JOIN LATERAL (
         SELECT version, definition, created_at FROM rule_versions
         WHERE rule_id = r.id AND created_at >= r.created_at AND version >= coalesce(c.version, 0)
         ORDER BY version LIMIT 1) v ON true
       WHERE r.deleted_at IS NULL AND r.definition -> 'trigger' ->> 'kind' = ANY($1)
       ORDER BY r.created_at, r.key`,
      [kinds],
    );
  }

  /** @param clocks the version that is followed from now on, and how far it has been */
  async follow(db: Queryable, clocks: { id: string; version: number; reached: Reached }[], now: Date): Promise<void> {
    if (clocks.length === 0) return;
    await db.query(
      `INSERT INTO rule_clocks (rule_id, version, reached, updated_at)
       SELECT id, version, reached, $2 FROM jsonb_to_recordset($1::jsonb) AS c(id uuid, version int, reached jsonb)
       ON CONFLICT (rule_id) DO UPDATE SET version = excluded.version, reached = excluded.reached,
         updated_at = excluded.updated_at`,
      [JSON.stringify(clocks), now],
    );
  }

  /**
   * Where the log stood for each record at a time: by it runs that time sets off are put in order among others.
   * @returns numbers of the last events before, 0 where there was none, in the same order
   */
  async placesOf(db: Queryable, moments: { recordId: string; due: Date }[]): Promise<number[]> {
    const rows = await db.query<{ seq: number }>(
      `SELECT coalesce((
         SELECT e.seq FROM events e WHERE e.record_id = f.record_id AND e.at <= f.due ORDER BY e.seq DESC LIMIT 1), 0) AS seq
       FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY AS f(record_id, due, n) ORDER BY f.n`,
      [moments.map(({ recordId }) => recordId), moments.map(({ due }) => due)],
    );
    return rows.map(({ seq }) => seq);
  }
}
