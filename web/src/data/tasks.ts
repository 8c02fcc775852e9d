import type { RouteAnswer } from '@etapa/shared/api/route';
import type { NewTask, Task, TaskChanges, taskRoutes } from '@etapa/shared/api/tasks';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { Task };
export type Due = 'overdue' | 'today' | 'week' | 'later' | 'none';

export interface TaskFilter {
  assignee?: string;
  status?: 'open' | 'done';
  due?: Due;
  record?: string;
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

function useTaskWrite<Input>(write: (input: Input) => Promise<Task>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: (task) =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.tasks() }),
        task.entityType ? client.invalidateQueries({ queryKey: keys.records(task.entityType) }) : null,
      ]),
  });
}

export const useCreateTask = () => useTaskWrite((task: NewTask) => api.post<Task>('/tasks', task));
export const useChangeTask = () =>
  useTaskWrite(({ id, ...changes }: TaskChanges & { id: string }) => api.patch<Task>(`/tasks/${id}`, changes));
export const useCompleteTask = () => useTaskWrite((id: string) => api.post<Task>(`/tasks/${id}/complete`));
export const useReopenTask = () => useTaskWrite((id: string) => api.post<Task>(`/tasks/${id}/reopen`));
