import type { Cause } from '@etapa/shared/process/record';
import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { ApprovalEntity } from './entities/approval.ts';
import { ApprovalPersonEntity } from './entities/approval-person.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { bind, type Where } from './where.ts';

export type ApprovalRow = ApprovalEntity;
export type ApprovalPersonRow = ApprovalPersonEntity;

/** An approval with what lists show; times of people as ISO 8601. */
export interface ListedApproval extends ApprovalRow {
  recordNumber: number | null;
  recordTitle: string | null;
  people: {
    userId: string;
    name: string;
    askedAt: string | null;
    decision: 'approve' | 'reject' | null;
    comment: string | null;
    decidedAt: string | null;
  }[];
}

/** A run whose approval cannot be given. */
export interface StuckRun {
  id: string;
  ruleId: string;
  recordId: string;
  cause: Cause;
  stepPath: string;
}

export interface ApprovalFilter {
  id?: string;
  record?: string;
  status?: string;
  /** Only those this person is asked for. */
  mine?: boolean;
}

/** Who asks: they see what they are asked for, and what is asked on records they may read. */
export interface ApprovalReader {
  userId: string;
  /** Over `records r`. */
  records: Where;
  /** Over `records r`: those whose title is told. */
  titled: Where;
}

const iso = (column: string): string => `to_json(p.${column} AT TIME ZONE 'UTC') #>> '{}' || 'Z'`;

const PEOPLE = `(SELECT jsonb_agg(jsonb_build_object('userId', p.user_id, 'name', u.name,
    'askedAt', ${iso('asked_at')}, 'decision', p.decision, 'comment', p.comment, 'decidedAt', ${iso('decided_at')})
    ORDER BY p.position)
  FROM approval_people p JOIN users u ON u.id = p.user_id WHERE p.approval_id = a.id) AS people`;

const COLUMNS = `a.id, a.record_id AS "recordId", a.entity_type AS "entityType", a.run_id AS "runId",
  a.step_path AS "stepPath", a.text, a.mode, a.status, a.due_at AS "dueAt", a.reminded_at AS "remindedAt",
  a.created_by AS "createdBy", a.cause, a.created_at AS "createdAt", a.decided_at AS "decidedAt"`;

/** Approvals that rules ask for, and what became of them. */
@Injectable()
export class ApprovalStore {
  /** In the place of one that its step had asked for before it failed. */
  async insert(db: Queryable, approval: ApprovalRow, people: ApprovalPersonRow[]): Promise<void> {
    const { runId, stepPath } = approval;
    await db.manager.delete(ApprovalEntity, { runId, stepPath, status: 'cancelled' });
    await db.manager.insert(ApprovalEntity, approval);
    await db.manager.insert(ApprovalPersonEntity, people);
  }

  /** Newest first; those on records in the trash are left out. */
  async list(
    db: Queryable,
    filter: ApprovalFilter,
    { userId, records, titled }: ApprovalReader,
    { limit, after }: PageRequest,
  ): Promise<Page<ListedApproval>> {
    const params: unknown[] = [userId];
    const readable = `(${records(params)})`;
    const title = `CASE WHEN ${readable} AND (${titled(params)}) THEN r.title END`;
    const asked = `EXISTS (SELECT FROM approval_people p
      WHERE p.approval_id = a.id AND p.user_id = $1 AND p.asked_at IS NOT NULL`;
    const terms = ['r.deleted_at IS NULL', `(${asked}) OR ${readable})`];
    if (filter.id) terms.push(`a.id = ${bind(params, filter.id)}`);
    if (filter.record) terms.push(`a.record_id = ${bind(params, filter.record)}`);
    if (filter.status) terms.push(`a.status = ${bind(params, filter.status)}`);
    if (filter.mine) terms.push(filter.status === 'pending' ? `${asked} AND p.decision IS NULL)` : `${asked})`);
    if (after) terms.push(`a.id < ${bind(params, after[0])}::uuid`);
    const rows = await db.query<ListedApproval>(
      `SELECT ${COLUMNS}, ${PEOPLE}, CASE WHEN ${readable} THEN r.number END AS "recordNumber",
         ${title} AS "recordTitle"
       FROM approvals a JOIN records r ON r.id = a.record_id
       WHERE ${terms.join(' AND ')} ORDER BY a.id DESC LIMIT ${limit + 1}`,
      params,
    );
    return cutPage(
      rows,
      limit,
      (row) => [row.id],
      (row) => row,
    );
  }

  /** Waits for others who decide. */
  async lock(db: Queryable, id: string): Promise<{ approval: ApprovalRow; people: ApprovalPersonRow[] } | null> {
    // The run first, as whoever ends it does.
    await db.query('SELECT FROM rule_runs WHERE id = (SELECT run_id FROM approvals WHERE id = $1) FOR UPDATE', [id]);
    const approval = await db.manager.findOne(ApprovalEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
    if (!approval) return null;
    const people = await db.manager.find(ApprovalPersonEntity, {
      where: { approvalId: id },
      order: { position: 'ASC' },
    });
    return { approval, people };
  }

  async updatePerson(
    db: Queryable,
    { approvalId, userId }: Pick<ApprovalPersonRow, 'approvalId' | 'userId'>,
    changes: Partial<ApprovalPersonRow>,
  ): Promise<void> {
    await db.manager.update(ApprovalPersonEntity, { approvalId, userId }, changes);
  }

  async update(db: Queryable, id: string, changes: Partial<ApprovalRow>): Promise<void> {
    await db.manager.update(ApprovalEntity, { id }, changes);
  }

  /**
   * Runs that wait for an approval which somebody has not answered and which those who are active cannot give any more.
   * Locked, so that nobody decides meanwhile.
   */
  async stuckWithout(db: Queryable, userId: string): Promise<StuckRun[]> {
    return db.query(
      `WITH stuck AS (
         SELECT a.run_id, a.step_path FROM approvals a
           JOIN approval_people p ON p.approval_id = a.id JOIN users u ON u.id = p.user_id
         WHERE a.status = 'pending'
           AND a.id IN (SELECT approval_id FROM approval_people WHERE user_id = $1 AND decision IS NULL)
         GROUP BY a.id
         HAVING count(*) FILTER (WHERE p.decision = 'approve' OR (p.decision IS NULL AND u.active)) <
           CASE WHEN a.mode = '"any"' THEN 1 WHEN jsonb_typeof(a.mode) = 'object' THEN (a.mode ->> 'atLeast')::int
             ELSE count(*) END)
       SELECT x.id, x.rule_id AS "ruleId", x.record_id AS "recordId", x.cause, s.step_path AS "stepPath"
       FROM stuck s JOIN rule_runs x ON x.id = s.run_id WHERE x.status = 'waiting' ORDER BY x.id FOR UPDATE OF x`,
      [userId],
    );
  }

  /** Notes that people are reminded of approvals that are overdue. @returns the approvals, each once ever */
  async remind(db: Queryable, now: Date, limit: number): Promise<(ApprovalRow & { userIds: string[] })[]> {
    return db.query(
      `UPDATE approvals a SET reminded_at = $1
       WHERE a.id IN (SELECT id FROM approvals WHERE due_at <= $1 AND status = 'pending' AND reminded_at IS NULL
                      ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING ${COLUMNS}, ARRAY(SELECT p.user_id FROM approval_people p
         WHERE p.approval_id = a.id AND p.asked_at IS NOT NULL AND p.decision IS NULL ORDER BY p.position) AS "userIds"`,
      [now, limit],
    );
  }
}
