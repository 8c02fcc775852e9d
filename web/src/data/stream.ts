import type { QueryClient } from '@tanstack/react-query';
import { API } from './client.ts';
import { keys } from './keys.ts';

/** What the server says of a change: names only, never the data itself. */
interface StreamEvent {
  kind: string;
  /** Of the record, the task, the job or the notification. */
  id?: string;
  entityType?: string | null;
  recordId?: string | null;
}

/** Names an EventSource must be asked for one by one. */
const STREAM_EVENTS = [
  'record.created',
  'record.updated',
  'record.assigned',
  'record.moved',
  'record.deleted',
  'record.restored',
  'comment.added',
  'contact.logged',
  'approval.requested',
  'approval.decided',
  'email.written',
  'email.updated',
  'task.created',
  'task.updated',
  'task.completed',
  'task.reopened',
  'task.overdue',
  'job.queued',
  'job.running',
  'job.progress',
  'job.done',
  'job.failed',
  'job.cancelled',
  'notification',
] as const;

/** Marks stale every query an event may have changed. What is on screen reads again by itself. */
function applyEvent(client: QueryClient, event: StreamEvent): void {
  const stale = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey });
  const [noun] = event.kind.split('.');
  if (noun === 'notification') {
    stale(keys.notifications());
    stale(keys.approvals());
  }
  if (noun === 'job') stale(keys.jobs(...(event.id ? [event.id] : [])));
  if (noun === 'task') stale(keys.tasks());
  if (['record', 'comment', 'contact', 'task', 'approval', 'email'].includes(noun ?? '') && event.entityType) {
    stale(keys.records(event.entityType));
    stale(keys.runs());
    stale(keys.follows());
    stale(keys.approvals());
    stale(keys.emails());
    if (noun === 'record') stale(keys.reports(event.entityType));
  }
}

/**
 * Follows the server's events until stopped. A broken line is tried again after 1 s, then twice
 * as long each time, up to 30 s; after a gap everything on screen is read again, since what
 * happened meanwhile was not heard.
 */
export function followStream(
  client: QueryClient,
  open = (url: string): EventSource => new EventSource(url),
): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;
  let waiting = new Map<string, StreamEvent>();
  let flush: ReturnType<typeof setTimeout> | undefined;

  /** A bulk change tells of thousands of records: one reading per type and quarter second is enough. */
  const collect = (event: StreamEvent) => {
    waiting.set(`${event.kind} ${event.entityType ?? ''} ${event.kind.startsWith('job.') ? event.id : ''}`, event);
    flush ??= setTimeout(() => {
      flush = undefined;
      const events = waiting;
      waiting = new Map();
      for (const one of events.values()) applyEvent(client, one);
    }, 250);
  };

  const connect = () => {
    source = open(`${API}/stream`);
    source.onopen = () => {
      if (failures > 0) void client.invalidateQueries();
      failures = 0;
    };
    source.onerror = () => {
      source?.close();
      timer = setTimeout(connect, Math.min(30_000, 1000 * 2 ** failures));
      failures += 1;
    };
    for (const kind of STREAM_EVENTS) {
      source.addEventListener(kind, (message) => {
        const data = parse((message as MessageEvent<string>).data);
        if (data) collect({ ...data, kind });
      });
    }
  };

  connect();
  return () => {
    source?.close();
    clearTimeout(timer);
    clearTimeout(flush);
  };
}

function parse(text: string): Omit<StreamEvent, 'kind'> | null {
  try {
    const value: unknown = JSON.parse(text);
    return value && typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}
