import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { TaskReminderStore } from '../store/task-reminders.ts';
import type { Transaction } from '../store/transaction.ts';
import { NotificationService } from './notifications.ts';

const LIMIT = 500;
const ROUNDS = 20;

interface TaskNotice {
  id: string;
  title: string;
  assigneeId: string | null;
  dueAt: Date;
  recordId: string | null;
  entityType: string | null;
}

/** Reminds people of tasks that are due soon. */
@Injectable()
export class TaskReminders {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: TaskReminderStore,
    private readonly notifications: NotificationService,
  ) {}

  async remind(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) {
      const done = await this.database.transaction(async (tx) => {
        const tasks = await this.store.take(tx, this.clock.now(), LIMIT);
        await this.tell(tx, 'taskDue', tasks);
        return tasks.length;
      });
      if (done < LIMIT) return;
    }
  }

  /** Tells people how their tasks stand. @param kind `taskDue`: soon; `taskOverdue` */
  async tell(tx: Transaction, kind: 'taskDue' | 'taskOverdue', tasks: readonly TaskNotice[]): Promise<void> {
    const doer = { actor: { kind: 'system', id: 'tasks' } as const, cause: { correlation: newId(), depth: 0 } };
    const people = new Set(tasks.flatMap(({ assigneeId }) => assigneeId ?? []));
    for (const userId of people) {
      const messages = tasks
        .filter(({ assigneeId }) => assigneeId === userId)
        .map(({ id: taskId, title: text, dueAt, recordId, entityType }) => ({
          ...{ kind, text, recordId, entityType },
          data: { taskId, dueAt: dueAt.toISOString() },
        }));
      await this.notifications.sendAll(tx, doer, userId, messages);
    }
  }
}
