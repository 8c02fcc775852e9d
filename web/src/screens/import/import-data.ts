import type { Inspection, Mapping } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../data/client.ts';
import { keys } from '../../data/keys.ts';

/** Reads the beginning of a file; `encoding` overrides what the server takes it for. */
export function useInspect(entityType: string) {
  return useMutation({
    mutationFn: ({ file, encoding }: { file: File; encoding?: string }) => {
      const form = new FormData();
      form.set('file', file);
      return api.upload<Inspection>(`/entity-types/${entityType}/imports/inspect`, form, { encoding });
    },
  });
}

interface Run {
  file: File;
  mapping: Mapping;
  dryRun: boolean;
  atomic: boolean;
  runRules: boolean;
}

export function useStartImport(entityType: string) {
  return useMutation({
    mutationFn: ({ file, mapping, ...query }: Run) => {
      const form = new FormData();
      form.set('mapping', JSON.stringify(mapping));
      form.set('file', file);
      return api.upload<{ jobId: string }>(`/entity-types/${entityType}/imports`, form, query);
    },
  });
}

const POLL = 600;

/** A job, asked again until it has ended. */
export function useJob(id: string | null) {
  return useQuery({
    queryKey: keys.jobs(id),
    queryFn: () => api.get<Job>(`/jobs/${id}`),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data && isOver(state.data) ? false : POLL),
  });
}

export const isOver = (job: Job): boolean => !['queued', 'running'].includes(job.status);

export function useCancelJob() {
  return useMutation({ mutationFn: (id: string) => api.post<Job>(`/jobs/${id}/cancel`) });
}
