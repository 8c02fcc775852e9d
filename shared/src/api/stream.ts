import { route } from './route.ts';

/** Server-sent events: only that something changed; what it is now is asked for with the caller's own rights. */
export type StreamEvent =
  | {
      event: 'record.created' | 'record.updated' | 'record.moved' | 'record.deleted';
      data: { entityType: string; id: string; version: number };
    }
  | {
      event: 'task.created' | 'task.updated' | 'task.completed' | 'task.reopened' | 'task.overdue';
      data: { id: string; recordId: string | null; entityType: string | null };
    }
  | { event: `job.${string}`; data: { id: string; status: string } }
  /** About a record, which `id` names. */
  | {
      event:
        | 'comment.added'
        | 'contact.logged'
        | 'approval.requested'
        | 'approval.decided'
        | 'email.written'
        | 'email.updated';
      data: { entityType: string; id: string };
    }
  | { event: 'notification'; data: { id: string } };

export const streamRoutes = {
  open: route({
    method: 'GET',
    path: '/stream',
    summary: 'Server-sent events of what the caller may see',
    produces: 'text/event-stream',
  }),
};
