import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { append } from '../log/append.ts';
import { Database } from '../store/database.ts';
import { newId } from '../store/ids.ts';
import { OverdueTaskStore } from '../store/tasks-overdue.ts';
import { TaskReminders } from './task-reminders.ts';

/** Most tasks of one transaction, and most transactions of one look. */
const LIMIT = 500;
const ROUNDS = 20;

/** Tells the log, and those they are for, of tasks that pass their due time: once for each due time, also after it was moved. */
@Injectable()
export class OverdueTasks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly store: OverdueTaskStore,
    private readonly reminders: TaskReminders,
  ) {}

  async tell(): Promise<void> {
    for (let round = 0; round < ROUNDS; round++) if ((await this.some()) < LIMIT) return;
  }

  private async some(): Promise<number> {
    const now = this.clock.now();
    if (!(await this.store.isAny(this.database, now))) return 0;
    return this.database.transaction(async (tx) => {
      const tasks = await this.store.take(tx, now, LIMIT);
      const events = tasks.map(({ id: taskId, title, assigneeId, dueAt, recordId, entityType }) => ({
        kind: 'task.overdue',
        at: now,
        data: { taskId, title, assigneeId, dueAt },
        actor: { kind: 'system', id: 'tasks' } as const,
        cause: { correlation: newId(), depth: 0 },
        recordId,
        entityType,
      }));
      await append(tx, events);
      await this.reminders.tell(tx, 'taskOverdue', tasks);
      return tasks.length;
    });
  }
}
