import type { Inspection, Mapping } from '@etapa/shared/api/imports';
import type { Job } from '@etapa/shared/api/jobs';
import { useMutation, useQuery } from '@tanstack/react-query';
import { api } from '../../data/client.ts';
import { isOver } from '../../data/jobs.ts';
import { keys } from '../../data/keys.ts';

/** How a file is to be read: `encoding` overrides what the server takes it for. */
export interface Reading {
  encoding?: string;
  delimiter?: Mapping['delimiter'];
  sheet?: string;
  history?: boolean;
  /** False where the first row holds data already. */
  header?: boolean;
}

/** Reads the beginning of a file. */
export function useInspect(entityType: string) {
  return useMutation({
    mutationFn: ({ file, ...asked }: Reading & { file: File }) => {
      const form = new FormData();
      form.set('file', file);
      return api.upload<Inspection>(`/entity-types/${entityType}/imports/inspect`, form, { ...asked });
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

/** Imports that are shown once more, and jobs of all sorts that they are sought among. */
const LAST = 5;
const AMONG = 100;

/** The caller's last imports into a type, newest first; trials are none. */
export function useLastImports(entityType: string) {
  return useQuery({
    queryKey: keys.jobs('imports', entityType),
    queryFn: () => api.get<{ items: Job[] }>('/jobs', { limit: AMONG }),
    select: ({ items }) => items.filter((job) => isImportOf(job, entityType)).slice(0, LAST),
    // It is asked for when the wizard begins anew, and what has just ended is among them.
    staleTime: 0,
  });
}

const isImportOf = (job: Job, entityType: string): boolean =>
  job.kind === 'import' && job.entityType === entityType && (!isOver(job) || job.result?.dryRun === false);
