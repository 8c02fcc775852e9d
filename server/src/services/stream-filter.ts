import type { Caller } from '@etapa/shared/access/caller';
import type { StreamEvent } from '@etapa/shared/api/stream';
import { Injectable } from '@nestjs/common';
import type { LoggedEvent } from '../log/events.ts';
import { Database } from '../store/database.ts';
import { TaskStore } from '../store/tasks.ts';
import { VisibleRecords } from './visible-records.ts';

type RecordEventName = 'record.created' | 'record.updated' | 'record.moved' | 'record.deleted';

/** What a screen is told of each kind of event about a record. */
const RECORD_EVENTS: { [kind: string]: RecordEventName } = {
  'record.created': 'record.created',
  'record.restored': 'record.created',
  'record.updated': 'record.updated',
  'record.converted': 'record.updated',
  'record.assigned': 'record.updated',
  'record.tagged': 'record.updated',
  'record.moved': 'record.moved',
  'record.deleted': 'record.deleted',
};

/** Of what hangs on a record. */
const BESIDE_RECORDS = [
  'comment.added',
  'contact.logged',
  'approval.requested',
  'approval.decided',
  'email.written',
  'email.updated',
] as const;

const TASK_EVENTS = ['task.created', 'task.updated', 'task.completed', 'task.reopened', 'task.overdue'] as const;

/** Chooses what of the log one person may see, by what they may read of the records as they are now. */
@Injectable()
export class StreamFilter {
  constructor(
    private readonly database: Database,
    private readonly records: VisibleRecords,
    private readonly tasks: TaskStore,
  ) {}

  /** @param events in the order of the log, which is kept */
  async visible(caller: Caller, events: LoggedEvent[]): Promise<StreamEvent[]> {
    const readable = await this.readableRecords(caller, events);
    const found: StreamEvent[] = [];
    for (const event of events) {
      const isReadable = event.recordId !== null && readable.has(event.recordId);
      const told = await this.tell(caller, event, isReadable);
      if (told) found.push(told);
    }
    return found;
  }

  private async tell(caller: Caller, event: LoggedEvent, isReadable: boolean): Promise<StreamEvent | null> {
    const { kind, recordId, entityType, data } = event;
    const name = RECORD_EVENTS[kind];
    if (name) {
      if (!isReadable || recordId === null || entityType === null) return null;
      return { event: name, data: { entityType, id: recordId, version: event.recordVersion ?? 0 } };
    }
    const beside = BESIDE_RECORDS.find(
      (each) =>
        each === kind ||
        (each === 'comment.added' && kind === 'comment.deleted') ||
        (each === 'contact.logged' && (kind === 'contact.updated' || kind === 'contact.deleted')),
    );
    if (beside) {
      if (!isReadable || recordId === null || entityType === null) return null;
      return { event: beside, data: { entityType, id: recordId } };
    }
    const task = TASK_EVENTS.find((each) => each === kind);
    if (task) {
      const id = String(data.taskId);
      if (!isReadable && !(await this.isOwnTask(caller, id))) return null;
      return { event: task, data: { id, recordId, entityType } };
    }
    if (data.userId !== caller.id) return null;
    if (kind === 'notification.created') return { event: 'notification', data: { id: String(data.notificationId) } };
    if (kind.startsWith('job.')) {
      return { event: kind as `job.${string}`, data: { id: String(data.jobId), status: String(data.status) } };
    }
    return null;
  }

  private async isOwnTask(caller: Caller, id: string): Promise<boolean> {
    const reader = { userId: caller.id, records: () => 'false' };
    return (await this.tasks.find(this.database, id, reader)) !== null;
  }

  private async readableRecords(caller: Caller, events: LoggedEvent[]): Promise<ReadonlySet<string>> {
    const byType = new Map<string, Set<string>>();
    for (const { recordId, entityType } of events) {
      if (recordId === null || entityType === null) continue;
      byType.set(entityType, (byType.get(entityType) ?? new Set()).add(recordId));
    }
    const sets = await Promise.all(
      [...byType].map(([entityType, ids]) => this.records.readable(caller, entityType, [...ids])),
    );
    return new Set(sets.flatMap((set) => [...set]));
  }
}
