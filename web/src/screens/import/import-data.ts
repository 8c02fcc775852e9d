import type { Inspection, Mapping } from '@etapa/shared/api/imports';
import { useMutation } from '@tanstack/react-query';
import { api } from '../../data/client.ts';

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
