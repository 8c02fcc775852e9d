import { Injectable } from '@nestjs/common';
import type { Queryable } from './database.ts';
import { TaskEntity } from './entities/task.ts';
import { cutPage, type Page, type PageRequest } from './keyset.ts';
import { bind, type Where } from './where.ts';

export type TaskRow = TaskEntity;

/** A task with what lists show of its record. */
export interface ListedTask extends TaskRow {
  recordNumber: number | null;
  recordTitle: string | null;
}

export interface TaskFilter {
  id?: string;
  record?: string;
  assignees?: string[];
  /** Made by this person for others. */
  givenBy?: string;
  status?: 'open' | 'done';
  /** Due at or after, before. */
  from?: Date;
  before?: Date;
  /** Only tasks without a due time. */
  undated?: boolean;
}

/** Whose list it is: their own tasks, and those on records they may read. */
export interface TaskReader {
  userId: string;
  /** Over `records r`; null for every record. */
  records: Where | null;
}

const COLUMNS = `t.id, t.title, t.description, t.status, t.priority, t.assignee_id AS "assigneeId", t.due_at AS "dueAt",
  t.record_id AS "recordId", t.entity_type AS "entityType", t.checklist, t.blocks_stage AS "blocksStage",
  t.created_by AS "createdBy", t.created_at AS "createdAt", t.completed_at AS "completedAt", t.version,
  t.remind_at AS "remindAt", r.number AS "recordNumber"`;

@Injectable()
export class TaskStore {
  /**
   * The task with its record, for who may see it; null also where they may not. `reader` null: for the process.
   * @param titled as of `list`
   */
  async find(
    db: Queryable,
    id: string,
    reader: TaskReader | null,
    titled: Where | null = null,
  ): Promise<ListedTask | null> {
    const { items } = await this.list(db, { id }, reader, titled, { limit: 1, after: null });
    return items[0] ?? null;
  }

  /** Waits for others who change the task. */
  lock(db: Queryable, id: string): Promise<TaskRow | null> {
    return db.manager.findOne(TaskEntity, { where: { id }, lock: { mode: 'pessimistic_write' } });
  }

  /**
   * Soonest due first, those without a due time last. Tasks on records in the trash are left out.
   * @param titled records whose title is told; null for every record
   */
  async list(
    db: Queryable,
    filter: TaskFilter,
    reader: TaskReader | null,
    titled: Where | null,
    { limit, after }: PageRequest,
  ): Promise<Page<ListedTask>> {
    const params: unknown[] = [];
    const title = titled ? `CASE WHEN ${titled(params)} THEN r.title END` : 'r.title';
    const terms = ['(t.record_id IS NULL OR r.deleted_at IS NULL)'];
    if (reader) terms.push(visibleTo(reader, params));
    if (filter.id) terms.push(`t.id = ${bind(params, filter.id)}`);
    if (filter.record) terms.push(`t.record_id = ${bind(params, filter.record)}`);
    if (filter.assignees) terms.push(`t.assignee_id = ANY(${bind(params, filter.assignees)}::uuid[])`);
    if (filter.givenBy) {
      const giver = bind(params, filter.givenBy);
      terms.push(
        `t.created_by @> jsonb_build_object('kind', 'user', 'id', ${giver}::text) AND t.assignee_id <> ${giver}::uuid`,
      );
    }
    if (filter.status) terms.push(`t.status = ${bind(params, filter.status)}`);
    if (filter.from) terms.push(`t.due_at >= ${bind(params, filter.from)}`);
    if (filter.before) terms.push(`t.due_at < ${bind(params, filter.before)}`);
    if (filter.undated) terms.push('t.due_at IS NULL');
    if (after) {
      const due = bind(params, after[0] ?? 'infinity');
      terms.push(`(coalesce(t.due_at, 'infinity'), t.id) > (${due}::timestamptz, ${bind(params, after[1])}::uuid)`);
    }
    const rows = await db.query<ListedTask>(
      `SELECT ${COLUMNS}, ${title} AS "recordTitle" FROM tasks t LEFT JOIN records r ON r.id = t.record_id
       WHERE ${terms.join(' AND ')} ORDER BY coalesce(t.due_at, 'infinity'), t.id LIMIT ${limit + 1}`,
      params,
    );
    return cutPage(
      rows,
      limit,
      (row) => [row.dueAt?.toISOString() ?? null, row.id],
      (row) => row,
    );
  }

  async insert(db: Queryable, tasks: TaskRow[]): Promise<void> {
    await db.prepared(
      'insert-tasks',
      `INSERT INTO tasks (id, title, description, status, priority, assignee_id, due_at, record_id, entity_type,
         checklist, blocks_stage, created_by, created_at, completed_at, version, remind_at)
       SELECT t.id, t.title, t.description, t.status, t.priority, t."assigneeId", t."dueAt", t."recordId",
         t."entityType", t.checklist, t."blocksStage", t."createdBy", t."createdAt", t."completedAt", t.version,
         t."remindAt"
       FROM jsonb_to_recordset($1::jsonb) AS t(id uuid, title text, description text, status text, priority text,
         "assigneeId" uuid, "dueAt" timestamptz, "recordId" uuid, "entityType" text, checklist jsonb,
         "blocksStage" text, "createdBy" jsonb, "createdAt" timestamptz, "completedAt" timestamptz, version int,
         "remindAt" timestamptz)`,
      [JSON.stringify(tasks)],
    );
  }

  async update(db: Queryable, id: string, changes: Partial<TaskRow>): Promise<void> {
    await db.manager.update(TaskEntity, { id }, changes);
  }

  /**
   * Writes the record's row, so that a move that has not seen the task yet is decided again.
   * @returns the stage the card is in and cannot leave before the transaction ends
   */
  async holdRecord(db: Queryable, recordId: string, now: Date): Promise<string | null> {
    const [row] = await db.query<{ stage: string | null }>(
      'UPDATE records SET last_activity_at = greatest(last_activity_at, $2) WHERE id = $1 RETURNING stage',
      [recordId, now],
    );
    return row?.stage ?? null;
  }

  /** Somebody did something about the record. */
  touchRecord(db: Queryable, recordId: string, now: Date): Promise<void> {
    return this.touchRecords(db, [recordId], now);
  }

  /** Somebody did something about the records. */
  async touchRecords(db: Queryable, recordIds: string[], now: Date): Promise<void> {
    await db.prepared(
      'touch-records',
      'UPDATE records SET last_activity_at = greatest(last_activity_at, $2) WHERE id = ANY($1::uuid[])',
      [recordIds, now],
    );
  }
}

function visibleTo({ userId, records }: TaskReader, params: unknown[]): string {
  const me = bind(params, userId);
  const own = `t.assignee_id = ${me} OR t.created_by @> jsonb_build_object('kind', 'user', 'id', ${me}::text)`;
  const readable = records ? `r.id IS NOT NULL AND (${records(params)})` : 'r.id IS NOT NULL';
  return `(${own} OR (${readable}))`;
}
