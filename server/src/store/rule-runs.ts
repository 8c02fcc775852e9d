import type { Cause } from '@etapa/shared/process/record';
import type { Rule, Trigger } from '@etapa/shared/rules/rule';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { type CursorValues, cutPage, type Page, type PageRequest } from './keyset.ts';
import { bind, type Where } from './where.ts';

export interface NewRun {
  id: string;
  ruleId: string;
  ruleVersion: number;
  entityType: string;
  recordId: string;
  /** What set it off: a rule fires once for each. */
  triggerKey: string;
  eventSeq: number;
  status: 'running' | 'stopped';
  cause: Cause;
  /** What formulas of the run may ask for later: the event that set it off. */
  context: object;
  /** With a code, the client says it in the language of its reader. */
  error?: { message: string; code?: string; count?: number };
}

/** A run in hand, with the version of its rule that it began with. */
export interface OpenRun {
  id: string;
  ruleId: string;
  ruleVersion: number;
  rule: Rule;
  entityType: string;
  recordId: string;
  cause: Cause;
  context: { [name: string]: unknown };
  /** Where the log stood when the run was set off. */
  eventSeq: number;
  attempts: number;
  status: string;
  /** When its step may be tried again; null for at once. */
  dueAt: Date | null;
  steps: StoredStep[];
  /** Whether no other run of the record could go on when this one was taken. */
  alone: boolean;
}

export interface StoredStep {
  path: string;
  id: string;
  kind: string;
  status: 'running' | 'waiting' | 'done' | 'failed' | 'skipped';
  input: unknown;
  output: unknown;
  error: unknown;
  startedAt: string;
  finishedAt: string | null;
}

/** Where a run stands once a step has been noted. */
export interface RunState {
  status: string;
  error?: unknown;
  attempts: number;
  /** Of a waiting run: when it goes on. Of a running one: when its step may be tried again. */
  dueAt?: Date | null;
  /** The trigger whose event lets it go on. */
  wait?: Trigger | null;
  finishedAt?: Date | null;
  now: Date;
}

export interface RunRow {
  id: string;
  rule: string;
  ruleName: string;
  ruleVersion: number;
  entityType: string;
  record: string | null;
  recordNumber: number | null;
  recordTitle: string | null;
  status: string;
  cause: Cause;
  error: unknown;
  attempts: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  steps: StoredStep[];
}

const STEPS = `(SELECT coalesce(jsonb_agg(jsonb_build_object('path', s.path, 'id', s.step_id, 'kind', s.kind,
    'status', s.status, 'input', s.input, 'output', s.output, 'error', s.error, 'startedAt', s.started_at,
    'finishedAt', s.finished_at) ORDER BY s.started_at, s.path), '[]')
  FROM rule_steps s WHERE s.run_id = x.id) AS steps`;

/** Columns of an `OpenRun`, over `rule_runs x` and `VERSION_OF_RUN`. */
export const OPEN_RUN = `x.id, x.rule_id AS "ruleId", x.rule_version AS "ruleVersion", v.definition AS rule,
  x.entity_type AS "entityType", x.record_id AS "recordId", x.cause, x.context, x.event_seq AS "eventSeq",
  x.attempts, x.status, x.due_at AS "dueAt", ${STEPS},
  NOT EXISTS (SELECT FROM rule_runs o WHERE o.record_id = x.record_id AND o.status = 'running' AND o.id <> x.id) AS alone`;

export const VERSION_OF_RUN = 'JOIN rule_versions v ON v.rule_id = x.rule_id AND v.version = x.rule_version';

/** Runs of rules and their steps: what was set off, how far it came and why it ended. */
@Injectable()
export class RuleRunStore {
  /** Keeps runs that events set off; one that is there already is left as it is. @returns ids of the new ones */
  async insert(db: Queryable, runs: NewRun[], now: Date): Promise<string[]> {
    const rows = await db.query<{ id: string }>(
      `INSERT INTO rule_runs (id, rule_id, rule_version, entity_type, record_id, trigger_key, event_seq, status, cause,
         context, error, created_at, finished_at)
       SELECT i.id, i."ruleId", i."ruleVersion", i."entityType", i."recordId", i."triggerKey", i."eventSeq", i.status,
         i.cause, i.context, i.error, $2, CASE i.status WHEN 'stopped' THEN $2::timestamptz END
       FROM jsonb_to_recordset($1::jsonb) AS i(id uuid, "ruleId" uuid, "ruleVersion" int, "entityType" text,
         "recordId" uuid, "triggerKey" text, "eventSeq" bigint, status text, cause jsonb, context jsonb, error jsonb)
       WHERE EXISTS (SELECT FROM records WHERE id = i."recordId")
       ON CONFLICT (rule_id, trigger_key) DO NOTHING RETURNING id`,
      [JSON.stringify(runs), now],
    );
    return rows.map(({ id }) => id);
  }

  /**
   * How many runs chains of rules have set off on records.
   *
   * @param chains a record and a correlation each
   * @param since the lowest id that counts
   * @returns by record and correlation, with a space between
   */
  async countOfChains(
    db: Queryable,
    chains: { recordId: string; cause: Cause }[],
    since: string,
  ): Promise<Map<string, number>> {
    const rows = await db.prepared<{ chain: string; count: number }>(
      'runs-of-chains',
      `SELECT f.record_id || ' ' || f.correlation AS chain, count(*) AS count
       FROM unnest($1::uuid[], $2::text[]) AS f(record_id, correlation)
       JOIN rule_runs x ON x.record_id = f.record_id AND x.id >= $3::uuid AND x.cause ->> 'correlation' = f.correlation
       GROUP BY 1`,
      [chains.map(({ recordId }) => recordId), chains.map(({ cause }) => cause.correlation), since],
    );
    return new Map(rows.map(({ chain, count }) => [chain, count]));
  }

  /**
   * Takes the lane of a record for this transaction and gives the run to go on with: the first by the order of events.
   * The lock is advisory, so that the transaction has no id before it has read the record it will write.
   *
   * @returns `busy` when another worker has the lane, `later` while its first run pauses or a call of it is under way,
   * null when nothing is left to do
   */
  async takeLane(tx: Queryable, recordId: string, now: Date): Promise<OpenRun | 'busy' | 'later' | null> {
    const [lock] = await tx.prepared<{ mine: boolean }>(
      'take-lane',
      'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 7)) AS mine',
      [recordId],
    );
    if (!lock?.mine) return 'busy';
    const [run] = await tx.prepared<OpenRun>(
      'next-run',
      `SELECT ${OPEN_RUN} FROM rule_runs x ${VERSION_OF_RUN}
       WHERE x.record_id = $1 AND x.status = 'running' ORDER BY x.event_seq, x.created_at, x.id LIMIT 1`,
      [recordId],
    );
    if (run?.dueAt && run.dueAt > now) return 'later';
    return run ?? null;
  }

  /** A run that goes on, be its lane another's. */
  async open(db: Queryable, id: string): Promise<OpenRun | undefined> {
    const [run] = await db.query<OpenRun>(
      `SELECT ${OPEN_RUN} FROM rule_runs x ${VERSION_OF_RUN} WHERE x.id = $1 AND x.status = 'running'`,
      [id],
    );
    return run;
  }

  /**
   * Notes how a step went, and with it where the run stands. A run that is done ends a streak of failures of its rule.
   *
   * @param lease the `dueAt` that the run must still have; absent for any
   * @returns false, with nothing noted, when the run is not running any more or its lease is another's
   */
  async saveStep(
    db: Queryable,
    runId: string,
    step: StoredStep & { call?: object },
    run: RunState,
    lease?: Date,
  ): Promise<boolean> {
    const rows = await db.prepared(
      'save-step',
      `WITH run AS (
         UPDATE rule_runs SET status = $11, error = $12, attempts = $13, due_at = $14, finished_at = $15,
           started_at = coalesce(started_at, $16), wait = $17,
           wait_xid = CASE WHEN $17::jsonb IS NOT NULL THEN pg_current_xact_id() END
         WHERE id = $1 AND status = 'running' AND ($18::timestamptz IS NULL OR due_at = $18) RETURNING id, rule_id),
       did_well AS (
         DELETE FROM rule_failures f USING run WHERE f.rule_id = run.rule_id AND $11 IN ('done', 'stopped'))
       INSERT INTO rule_steps (run_id, path, step_id, kind, status, input, output, error, started_at, finished_at, call)
       SELECT run.id, $2, $3, $4, $5, $6::jsonb, $7::jsonb, $8::jsonb, $9::timestamptz, $10::timestamptz, $19::jsonb
       FROM run
       ON CONFLICT (run_id, path) DO UPDATE SET status = excluded.status, input = excluded.input,
         output = excluded.output, error = excluded.error, finished_at = excluded.finished_at, call = excluded.call
       RETURNING run_id`,
      [
        runId,
        step.path,
        step.id,
        step.kind,
        step.status,
        json(step.input),
        json(step.output),
        json(step.error),
        step.startedAt,
        step.finishedAt,
        run.status,
        json(run.error),
        run.attempts,
        run.dueAt ?? null,
        run.finishedAt ?? null,
        run.now,
        json(run.wait),
        lease ?? null,
        json(step.call),
      ],
    );
    return rows.length > 0;
  }

  /**
   * Ends a run with what it has open, or lets it go on, without a step.
   * @returns whether it was in one of the statuses `from`
   */
  async setStatus(
    db: Queryable,
    id: string,
    from: string[],
    to: { status: string; error?: unknown; now: Date },
  ): Promise<boolean> {
    const ended = !['running', 'waiting'].includes(to.status);
    const rows = await db.query(
      `WITH run AS (
         UPDATE rule_runs SET status = $3, error = $4, due_at = NULL, attempts = 0, wait = NULL, wait_xid = NULL,
           started_at = coalesce(started_at, $5), finished_at = $6
         WHERE id = $1 AND status = ANY($2) RETURNING id, rule_id),
       did_well AS (DELETE FROM rule_failures f USING run WHERE f.rule_id = run.rule_id AND $3 = 'done'),
       open AS (
         UPDATE rule_steps s SET status = 'skipped', finished_at = $6 FROM run
         WHERE s.run_id = run.id AND s.status IN ('running', 'waiting') AND $6::timestamptz IS NOT NULL),
       asked AS (
         UPDATE approvals a SET status = 'cancelled', decided_at = $6 FROM run
         WHERE a.run_id = run.id AND a.status = 'pending' AND $6::timestamptz IS NOT NULL)
       SELECT id FROM run`,
      [id, from, to.status, json(to.error), to.now, ended ? to.now : null],
    );
    return rows.length > 0;
  }

  /**
   * Records whose first run could go on: what the queue should know of.
   * @param limit how many at most
   */
  async lanes(db: Queryable, now: Date, limit: number): Promise<{ recordId: string; runId: string }[]> {
    return db.query(
      `SELECT record_id AS "recordId", id AS "runId" FROM (
         SELECT DISTINCT ON (record_id) record_id, id, due_at FROM rule_runs
         WHERE status = 'running' ORDER BY record_id, event_seq, created_at, id) AS first
       WHERE due_at IS NULL OR due_at <= $1 LIMIT $2`,
      [now, limit],
    );
  }

  /** Newest first. @param scope which records' runs; null for all @param titled records whose title is told */
  async list(
    db: Queryable,
    filter: {
      rule?: string;
      record?: string;
      entityType?: string;
      status?: string;
      id?: string;
      from?: string;
      to?: string;
    },
    scope: Where | null,
    titled: Where,
    { limit, after }: PageRequest,
  ): Promise<Page<RunRow>> {
    const params: unknown[] = [];
    const title = `CASE WHEN ${titled(params)} THEN r.title END`;
    const terms = ['TRUE'];
    if (filter.id) terms.push(`x.id = ${bind(params, filter.id)}`);
    if (filter.rule) terms.push(`u.key = ${bind(params, filter.rule)}`);
    if (filter.record) terms.push(`x.record_id = ${bind(params, filter.record)}`);
    if (filter.entityType) terms.push(`x.entity_type = ${bind(params, filter.entityType)}`);
    if (filter.from) terms.push(`x.created_at >= ${bind(params, filter.from)}::timestamptz`);
    if (filter.to) terms.push(`x.created_at < ${bind(params, filter.to)}::timestamptz`);
    if (filter.status) terms.push(`x.status = ${bind(params, filter.status)}`);
    if (scope) terms.push(`(${scope(params)})`);
    if (after) terms.push(`x.id < ${bind(params, after[0])}::uuid`);
    const rows = await db.query<RunRow>(
      `SELECT x.id, u.key AS rule, v.definition ->> 'name' AS "ruleName", x.rule_version AS "ruleVersion",
         x.entity_type AS "entityType", x.record_id AS record, r.number AS "recordNumber", ${title} AS "recordTitle",
         x.status, x.cause, x.error, x.attempts, x.created_at AS "createdAt", x.started_at AS "startedAt",
         x.finished_at AS "finishedAt", ${STEPS}
       FROM rule_runs x ${VERSION_OF_RUN} JOIN rules u ON u.id = x.rule_id JOIN records r ON r.id = x.record_id
       WHERE ${terms.join(' AND ')} ORDER BY x.id DESC LIMIT ${limit + 1}`,
      params,
    );
    return cutPage(
      rows,
      limit,
      (row): CursorValues => [row.id],
      (row) => row,
    );
  }
}

const json = (value: unknown): string | null => (value === undefined || value === null ? null : JSON.stringify(value));
