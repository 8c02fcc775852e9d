import type { RunStatus } from '@etapa/shared/api/rule-runs';
import type { GroupExplanation } from '@etapa/shared/conditions/explain';
import type { Rule } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import type { RecordLogEvent } from './record-events.ts';

/** A version of a rule, and since when it is in force. */
export interface RuleVersionInForce {
  ruleId: string;
  version: number;
  definition: Rule;
  /** The transaction that saved it (xid8, as text): it is in force for the events of later ones. */
  xid: string;
}

/** A run that an event of a record, or time, has set off. */
export interface RunOfRecord {
  id: string;
  ruleId: string;
  ruleVersion: number;
  status: RunStatus;
  triggerKey: string;
  when: GroupExplanation | null;
  createdAt: Date;
}

/** Reads what has happened to records, and what rules made of it. */
@Injectable()
export class RecordHistoryStore {
  /** Every event of these records, by record and oldest first. */
  of(db: Queryable, recordIds: string[]): Promise<RecordLogEvent[]> {
    return db.prepared(
      'events-of-records',
      `SELECT e.seq, e.xid::text AS xid, e.id, e.at, e.entity_type AS "entityType", e.record_id AS "recordId",
         e.record_version AS "recordVersion", e.kind, e.data, e.actor, e.cause
       FROM events e WHERE e.record_id = ANY($1::uuid[]) ORDER BY e.record_id, e.seq`,
      [recordIds],
    );
  }

  /** Every version of these rules, oldest first; of one that was removed and made again, those since. */
  versions(db: Queryable, ruleIds: string[]): Promise<RuleVersionInForce[]> {
    return db.query(
      `SELECT v.rule_id AS "ruleId", v.version, v.definition, v.xid::text AS xid
       FROM rule_versions v JOIN rules r ON r.id = v.rule_id AND v.created_at >= r.created_at
       WHERE v.rule_id = ANY($1::uuid[]) ORDER BY v.rule_id, v.version`,
      [ruleIds],
    );
  }

  /** Every run on a record. */
  runs(db: Queryable, recordId: string): Promise<RunOfRecord[]> {
    return db.query(
      `SELECT id, rule_id AS "ruleId", rule_version AS "ruleVersion", status, trigger_key AS "triggerKey",
         CASE WHEN jsonb_typeof(context -> 'when') = 'object' THEN context -> 'when' END AS "when",
         created_at AS "createdAt"
       FROM rule_runs WHERE record_id = $1`,
      [recordId],
    );
  }

  /** The place in the log up to which a consumer has read. */
  async cursor(db: Queryable, consumer: string): Promise<{ xid: string; seq: number } | null> {
    const [row] = await db.query<{ xid: string; seq: number }>(
      'SELECT xid::text AS xid, seq FROM cursors WHERE consumer = $1',
      [consumer],
    );
    return row ?? null;
  }
}
