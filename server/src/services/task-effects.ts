import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import type { Queryable } from '../store/database.ts';
import { type TaskRow, TaskStore } from '../store/tasks.ts';
import type { Transaction } from '../store/transaction.ts';
import { UserStore } from '../store/users.ts';
import type { Doer } from './doer.ts';
import { NotificationService } from './notifications.ts';
import { refused } from './refusal-error.ts';

/** What a change of a task leads to: the event, activity on the record, and a word to the one it is for. */
@Injectable()
export class TaskEffects {
  constructor(
    private readonly clock: Clock,
    private readonly store: TaskStore,
    private readonly users: UserStore,
    private readonly notifications: NotificationService,
  ) {}

  /** @throws RefusalError `invalid_document` unless it is an active person or nobody */
  async checkAssignee(db: Queryable, assigneeId: string | null): Promise<void> {
    if (assigneeId === null) return;
    const user = await this.users.find(db, assigneeId);
    if (user?.active) return;
    const message = user ? 'This person is not active.' : 'There is no such person.';
    throw refused('invalid_document', message, [{ path: '/assigneeId', code: 'unknown_user', message }]);
  }

  happened(tx: Transaction, doer: Doer, kind: string, task: TaskRow, data: object): Promise<void> {
    return this.allHappened(tx, kind, [{ doer, task, data }]);
  }

  /** What `happened` does, of several tasks. */
  async allHappened(
    tx: Transaction,
    kind: string,
    items: { doer: Doer; task: TaskRow; data: object }[],
  ): Promise<void> {
    const at = this.clock.now();
    await append(
      tx,
      items.map(({ doer: { actor, cause }, task: { id: taskId, title, recordId, entityType }, data }) => ({
        kind,
        at,
        data: { taskId, title, ...data },
        actor,
        cause,
        entityType,
        recordId,
      })),
    );
    const touched = kind === 'task.updated' ? [] : items.flatMap(({ task }) => task.recordId ?? []);
    if (touched.length > 0) await this.store.touchRecords(tx, touched, at);
  }

  /** Tells a new assignee, unless they took it themselves. */
  async tellAssignee(tx: Transaction, doer: Doer, task: TaskRow, before: string | null): Promise<void> {
    const { assigneeId, recordId, entityType } = task;
    if (assigneeId === null || assigneeId === before) return;
    if (doer.actor.kind === 'user' && doer.actor.id === assigneeId) return;
    const data = { taskId: task.id, dueAt: task.dueAt?.toISOString() ?? null };
    await this.notifications.send(tx, doer, [assigneeId], {
      kind: 'assigned',
      text: task.title,
      recordId,
      entityType,
      data,
    });
  }
}
