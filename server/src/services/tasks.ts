import { isDeepStrictEqual } from 'node:util';
import type { Caller } from '@etapa/shared/access/caller';
import type { NewTask, Task, TaskChanges } from '@etapa/shared/api/tasks';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database, type Queryable } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { type ListedTask, type TaskRow, TaskStore } from '../store/tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { listAnswer, pageRequest } from './cursors.ts';
import type { Doer } from './doer.ts';
import { type Due, dueTimes } from './due-times.ts';
import { refused } from './refusal-error.ts';
import { TaskEffects } from './task-effects.ts';
import { VisibleRecords } from './visible-records.ts';

interface TaskQuery {
  limit?: number;
  cursor?: string;
  record?: string;
  assignee?: string;
  status?: 'open' | 'done';
  due?: Due;
  given?: boolean;
  /** ISO 8601. */
  dueFrom?: string;
  dueBefore?: string;
}

/** @property blocksStage the card cannot leave the stage it is in while the task is open: for rules alone */
export type TaskToMake = NewTask & { blocksStage?: boolean };

/** Tasks: seen and changed by who they are for, who made them, and who may read the record they belong to. */
@Injectable()
export class TaskService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: TaskStore,
    private readonly access: VisibleRecords,
    private readonly effects: TaskEffects,
  ) {}

  async list(caller: Caller, query: TaskQuery) {
    const { due, assignee, record, status, given, dueFrom, dueBefore } = query;
    const filter = {
      record,
      assignees:
        assignee === undefined
          ? undefined
          : assignee === 'myTeam'
            ? [...caller.myTeam]
            : [assignee === 'me' ? caller.id : assignee],
      givenBy: given ? caller.id : undefined,
      ...(dueFrom ? { from: new Date(dueFrom) } : {}),
      ...(dueBefore ? { before: new Date(dueBefore) } : {}),
      // What is done is not overdue any more.
      status: status ?? (due === 'overdue' ? ('open' as const) : undefined),
      ...(due ? dueTimes(due, this.clock.now(), caller.timeZone) : {}),
    };
    const page = pageRequest(query, ['time?', 'id']);
    const found = await this.store.list(
      this.database,
      filter,
      await this.reader(caller),
      await this.access.titled(caller),
      page,
    );
    return listAnswer({ ...found, items: found.items.map(present) });
  }

  /** @throws RefusalError `not_found`, also where the caller may not know that it exists */
  async get(caller: Caller, id: string): Promise<Task> {
    return present(await this.find(this.database, caller, id));
  }

  /**
   * Makes a task.
   * @param inside the transaction of the rule's step that makes it
   * @throws RefusalError `invalid_document` for people who do not exist; `not_found` for a record one may not read
   */
  async create(doer: Doer, input: TaskToMake, inside?: Transaction): Promise<Task> {
    const record = input.recordId ? await this.access.find(doer.caller, 'read', input.recordId) : null;
    if (record && input.entityType && input.entityType !== record.entityType) {
      const message = `The record is of the type "${record.entityType}".`;
      throw refused('invalid_document', message, [{ path: '/entityType', code: 'mismatch', message }]);
    }
    const make = async (tx: Transaction) => {
      const task = await this.drafted(tx, doer, input, record);
      if (input.blocksStage && record) {
        task.blocksStage = await this.store.holdRecord(tx, record.id, task.createdAt);
      }
      await this.keep(tx, [{ doer, task }]);
      return present(await this.listed(tx, doer.caller, task.id));
    };
    return inside ? make(inside) : this.database.transaction(make);
  }

  /**
   * A task as it will be, with nothing written yet.
   * @throws RefusalError `invalid_document` for people who do not exist
   */
  async drafted(
    db: Queryable,
    doer: Doer,
    input: TaskToMake,
    record: { id: string; entityType: string } | null,
  ): Promise<TaskRow> {
    await this.effects.checkAssignee(db, input.assigneeId ?? null);
    return {
      id: newId(),
      title: input.title.trim(),
      description: input.description ?? '',
      status: 'open',
      priority: input.priority ?? 'normal',
      assigneeId: input.assigneeId ?? null,
      dueAt: input.dueAt ? new Date(input.dueAt) : null,
      remindAt: input.remindAt ? new Date(input.remindAt) : null,
      recordId: record?.id ?? null,
      entityType: record?.entityType ?? null,
      checklist: input.checklist ?? [],
      blocksStage: null,
      createdBy: doer.actor,
      createdAt: this.clock.now(),
      completedAt: null,
      version: 1,
    };
  }

  /** Keeps tasks of `drafted`, with all that their being made leads to. */
  async keep(tx: Transaction, made: { doer: Doer; task: TaskRow }[]): Promise<void> {
    await this.store.insert(
      tx,
      made.map(({ task }) => task),
    );
    const items = made.map(({ doer, task }) => {
      const { assigneeId, dueAt } = task;
      return { doer, task, data: { assigneeId, dueAt } };
    });
    await this.effects.allHappened(tx, 'task.created', items);
    for (const { doer, task } of made) await this.effects.tellAssignee(tx, doer, task, null);
  }

  /** @throws RefusalError `not_found`; `version_conflict` with the task as it is; `invalid_document` */
  async update(doer: Doer, id: string, { version, ...changes }: TaskChanges): Promise<Task> {
    return this.change(doer, id, async (tx, before) => {
      if (version !== undefined && version !== before.version) {
        const current = present(await this.listed(tx, doer.caller, id));
        throw refused('version_conflict', 'The task has changed since.', undefined, { current });
      }
      const { dueAt, remindAt, title, ...rest } = changes;
      const next: Partial<TaskRow> = { ...rest };
      if (title !== undefined) next.title = title.trim();
      if (remindAt !== undefined) next.remindAt = remindAt === null ? null : new Date(remindAt);
      if (dueAt !== undefined) next.dueAt = dueAt === null ? null : new Date(dueAt);
      if (next.assigneeId) await this.effects.checkAssignee(tx, next.assigneeId);
      return { kind: 'task.updated', changes: next };
    });
  }

  /** Marks a task as done; doing so again changes nothing. */
  async complete(doer: Doer, id: string): Promise<Task> {
    const done = { status: 'done' as const, completedAt: this.clock.now() };
    return this.change(doer, id, async (_tx, { status }) => ({
      kind: 'task.completed',
      changes: status === 'done' ? {} : done,
    }));
  }

  /** Opens a finished task again; an open one stays as it is. */
  async reopen(doer: Doer, id: string): Promise<Task> {
    return this.change(doer, id, async () => ({
      kind: 'task.reopened',
      changes: { status: 'open' as const, completedAt: null },
    }));
  }

  /** Changes what differs, with one event; nothing differs, nothing happens. */
  private async change(
    doer: Doer,
    id: string,
    decide: (tx: Transaction, before: TaskRow) => Promise<{ kind: string; changes: Partial<TaskRow> }>,
  ): Promise<Task> {
    if (doer.caller) await this.find(this.database, doer.caller, id);
    return this.database.transaction(async (tx) => {
      const before = await this.store.lock(tx, id);
      if (!before) throw notFound();
      const { kind, changes } = await decide(tx, before);
      const keys = (Object.keys(changes) as (keyof TaskRow)[]).filter(
        (key) => !isDeepStrictEqual(changes[key], before[key]),
      );
      if (keys.length > 0) {
        const pick = (from: Partial<TaskRow>) => Object.fromEntries(keys.map((key) => [key, from[key] ?? null]));
        const task = { ...before, ...changes, version: before.version + 1 };
        await this.store.update(tx, id, { ...pick(changes), version: task.version });
        await this.effects.happened(tx, doer, kind, task, { before: pick(before), after: pick(changes) });
        await this.effects.tellAssignee(tx, doer, task, before.assigneeId);
      }
      return present(await this.listed(tx, doer.caller, id));
    });
  }

  private async find(db: Queryable, caller: Caller, id: string): Promise<ListedTask> {
    const task = await this.store.find(db, id, await this.reader(caller), await this.access.titled(caller));
    if (!task) throw notFound();
    return task;
  }

  /** A task that the caller just made or changed, whether or not they may see it from now on. */
  private async listed(db: Queryable, caller: Caller | null, id: string): Promise<ListedTask> {
    const task = await this.store.find(db, id, null, caller && (await this.access.titled(caller)));
    if (!task) throw notFound();
    return task;
  }

  private async reader(caller: Caller) {
    return { userId: caller.id, records: await this.access.everyType(caller, 'read') };
  }
}

const notFound = () => refused('not_found', 'There is no such task.');

function present({ dueAt, remindAt, createdAt, completedAt, ...task }: ListedTask): Task {
  return {
    ...task,
    dueAt: dueAt?.toISOString() ?? null,
    remindAt: remindAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    completedAt: completedAt?.toISOString() ?? null,
  };
}
