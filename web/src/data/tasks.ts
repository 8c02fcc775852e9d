import type { RouteAnswer } from '@etapa/shared/api/route';
import type { NewTask, Task, TaskChanges, taskRoutes } from '@etapa/shared/api/tasks';
import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { sender, useOutbox } from './outbox.ts';

export type { Task };
export type Due = 'overdue' | 'today' | 'week' | 'later' | 'none';

export interface TaskFilter {
  assignee?: string;
  status?: 'open' | 'done';
  due?: Due;
  record?: string;
  /** Those one has made for others. */
  given?: boolean;
  /** ISO 8601. */
  dueFrom?: string;
  dueBefore?: string;
}

/** Tasks one may see, soonest due first, page by page. */
export const tasksQuery = (filter: TaskFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: keys.tasks(filter, limit),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof taskRoutes.list>>('/tasks', { ...filter, limit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

function changed(client: QueryClient, task: Task): Promise<unknown> {
  return Promise.all([
    client.invalidateQueries({ queryKey: keys.tasks() }),
    task.entityType ? client.invalidateQueries({ queryKey: keys.records(task.entityType) }) : null,
  ]);
}

const created = sender({
  kind: 'task',
  about: (_: NewTask) => 'tasks',
  send: (task: NewTask, once) => api.post<Task>('/tasks', task, { idempotencyKey: once }),
  done: changed,
});
const edited = sender({
  kind: 'task.edit',
  about: ({ id }: TaskChanges & { id: string }) => id,
  send: ({ id, ...changes }: TaskChanges & { id: string }, once) =>
    api.patch<Task>(`/tasks/${id}`, changes, { idempotencyKey: once }),
  done: changed,
});
const completed = sender({
  kind: 'task.complete',
  about: (id: string) => id,
  send: (id: string, once) => api.post<Task>(`/tasks/${id}/complete`, undefined, { idempotencyKey: once }),
  done: changed,
});
const reopened = sender({
  kind: 'task.reopen',
  about: (id: string) => id,
  send: (id: string, once) => api.post<Task>(`/tasks/${id}/reopen`, undefined, { idempotencyKey: once }),
  done: changed,
});

export const taskSenders = [created, edited, completed, reopened] as const;

/** Each waits while the server cannot be reached. */
export const useCreateTask = () => useOutbox(created);
export const useChangeTask = () => useOutbox(edited);
export const useCompleteTask = () => useOutbox(completed);
export const useReopenTask = () => useOutbox(reopened);
