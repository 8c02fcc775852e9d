import type { BulkRequest } from '@etapa/shared/api/bulk';
import type { Job } from '@etapa/shared/api/jobs';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

interface Started {
  jobId: string;
}

const POLL = 600;

export const isOver = (job: Job): boolean => !['queued', 'running'].includes(job.status);

/** A job, asked again until it has ended. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: keys.jobs(id),
    queryFn: () => api.get<Job>(`/jobs/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL),
  });
}

export function useCancelJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Job>(`/jobs/${id}/cancel`),
    onSuccess: (job) => client.setQueryData(keys.jobs(job.id), job),
  });
}

/** Begins to take back what a job did; what it answers is a job of its own. */
export function useUndoJob() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Started>(`/jobs/${id}/undo`),
    onSuccess: (_started, id) => client.invalidateQueries({ queryKey: keys.jobs(id) }),
  });
}

/** Begins to do something to many records. */
export function useStartBulk(entityType: string) {
  return useMutation({
    mutationFn: (request: BulkRequest) =>
      api.post<Started>(`/entity-types/${entityType}/records/bulk`, request, { idempotencyKey: crypto.randomUUID() }),
  });
}
