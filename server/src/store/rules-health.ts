import type { Broken, Paused } from '@etapa/shared/api/rules';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';

/** What is known of a rule whose run has just failed for good. */
export interface FailingRule {
  key: string;
  name: string;
  entityType: string;
  enabled: boolean;
  failureToldAt: Date | null;
  /** Who saved the version it has now; null when that was no person. */
  savedBy: string | null;
}

/** Over `rules r`: the person who saved the version it has now. */
const SAVED_BY = `(SELECT v.created_by ->> 'id' FROM rule_versions v
  WHERE v.rule_id = r.id AND v.version = r.version AND v.created_by ->> 'kind' = 'user')`;

/** How well rules do: streaks of failures, pauses, and what a change of a definition broke. */
@Injectable()
export class RuleHealthStore {
  /**
   * Notes that a rule failed on a record. Those who note a failure of the same rule wait for each other, so that each
   * counts the ones before.
   *
   * @returns how many records it has failed on in a row; null when the rule was removed meanwhile
   */
  async noteFailure(
    tx: Queryable,
    failure: { ruleId: string; recordId: string; runId: string; now: Date },
  ): Promise<{ rule: FailingRule; streak: number } | null> {
    const { ruleId, recordId, runId, now } = failure;
    const [rule] = await tx.query<FailingRule>(
      `SELECT r.key, r.definition ->> 'name' AS name, r.entity_type AS "entityType", r.enabled,
         r.failure_told_at AS "failureToldAt",
         ${SAVED_BY} AS "savedBy"
       FROM rules r WHERE r.id = $1 AND r.deleted_at IS NULL FOR NO KEY UPDATE OF r`,
      [ruleId],
    );
    if (!rule) return null;
    await tx.query(
      `INSERT INTO rule_failures (rule_id, record_id, run_id, at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (rule_id, record_id) DO UPDATE SET run_id = excluded.run_id, at = excluded.at`,
      [ruleId, recordId, runId, now],
    );
    const [count] = await tx.query<{ streak: number }>(
      'SELECT count(*)::int AS streak FROM rule_failures WHERE rule_id = $1',
      [ruleId],
    );
    return { rule, streak: count?.streak ?? 0 };
  }

  /** A rule that chains of rules were stopped at. @returns null when it was removed meanwhile, or people know since `since` */
  async chained(
    db: Queryable,
    ruleId: string,
    since: Date,
  ): Promise<Pick<FailingRule, 'key' | 'name' | 'entityType' | 'savedBy'> | null> {
    const [rule] = await db.query<Pick<FailingRule, 'key' | 'name' | 'entityType' | 'savedBy'>>(
      `SELECT r.key, r.definition ->> 'name' AS name, r.entity_type AS "entityType", ${SAVED_BY} AS "savedBy"
       FROM rules r WHERE r.id = $1 AND r.deleted_at IS NULL AND NOT EXISTS (
         SELECT FROM audit a WHERE a.at > $2 AND a.action = 'rule.looped'
           AND a.target @> jsonb_build_object('entityType', r.entity_type, 'rule', r.key))`,
      [ruleId, since],
    );
    return rule ?? null;
  }

  /** Active people who have one of the roles, and `also` if active. */
  async audience(db: Queryable, roles: string[], also: string | null): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      'SELECT id FROM users WHERE active AND (roles && $1::text[] OR id::text = $2) ORDER BY id',
      [roles, also],
    );
    return rows.map(({ id }) => id);
  }

  /** Names of those of the ids who have left. */
  async gone(db: Queryable, ids: string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await db.query<{ id: string; name: string }>(
      'SELECT id, name FROM users WHERE id = ANY($1::uuid[]) AND NOT active',
      [ids],
    );
    return new Map(rows.map(({ id, name }) => [id, name]));
  }

  async noteTold(tx: Queryable, ruleId: string, now: Date): Promise<void> {
    await tx.query('UPDATE rules SET failure_told_at = $2 WHERE id = $1', [ruleId, now]);
  }

  async pause(tx: Queryable, ruleId: string, paused: Paused): Promise<void> {
    await tx.query('UPDATE rules SET enabled = false, paused = $2 WHERE id = $1', [ruleId, JSON.stringify(paused)]);
    await this.forgetFailures(tx, ruleId);
  }

  /** The rule did well, or was mended: what failed before counts no more. */
  async forgetFailures(tx: Queryable, ruleId: string): Promise<void> {
    await tx.prepared('forget-rule-failures', 'DELETE FROM rule_failures WHERE rule_id = $1', [ruleId]);
  }

  async setBroken(tx: Queryable, ruleId: string, broken: Broken | null): Promise<void> {
    await tx.query('UPDATE rules SET broken = $2 WHERE id = $1', [ruleId, broken && JSON.stringify(broken)]);
  }

  /**
   * How many runs of each rule were set off since a moment, and how many of those failed.
   * @param lowest id that a run of that time can have: found by index
   */
  async recent(
    db: Queryable,
    ruleIds: string[],
    since: Date,
    lowest: string,
  ): Promise<ReadonlyMap<string, { runs: number; failed: number }>> {
    const rows = await db.query<{ ruleId: string; runs: number; failed: number }>(
      `SELECT rule_id AS "ruleId", count(*)::int AS runs, count(*) FILTER (WHERE status = 'failed')::int AS failed
       FROM rule_runs WHERE rule_id = ANY($1::uuid[]) AND id >= $3::uuid AND created_at >= $2 GROUP BY rule_id`,
      [ruleIds, since, lowest],
    );
    return new Map(rows.map(({ ruleId, runs, failed }) => [ruleId, { runs, failed }]));
  }
}
