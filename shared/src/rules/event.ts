import type { RecordEvent } from '../process/event.ts';
import type { Actor, Cause } from '../process/record.ts';

/** An event of the log, as rules read it: what happened to a record, when and by whom. */
export interface PastEvent {
  id: string;
  at: string;
  kind: string;
  recordVersion: number | null;
  /** The event without its kind. */
  data: { [name: string]: unknown };
  actor: Actor;
  cause: Cause;
}

/** The event as the core wrote it; undefined when it is not about the record itself (a task, a comment). */
export function recordEventOf(event: PastEvent): RecordEvent | undefined {
  switch (event.kind) {
    case 'record.created':
    case 'record.updated':
    case 'record.converted':
    case 'record.assigned':
    case 'record.moved':
    case 'record.tagged':
    case 'record.deleted':
    case 'record.restored':
      // The log holds what the core gave, under the same kind.
      return { kind: event.kind, ...event.data } as RecordEvent;
    default:
      return undefined;
  }
}
