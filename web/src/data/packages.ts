import type { StageGroup } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

/** A ready process as the gallery shows it. */
export interface ReadyPackage {
  key: string;
  name: Label;
  description?: Label;
  entityTypes: {
    key: string;
    name: Label;
    namePlural?: Label;
    icon?: string;
    color?: string;
    funnels?: {
      key: string;
      name: Label;
      stages: { key: string; name: Label; group: StageGroup; color?: string }[];
    }[];
  }[];
  installed?: boolean;
  sampleRecords?: number;
}

export const packagesQuery = queryOptions({
  queryKey: keys.packages(),
  queryFn: async () => (await api.get<{ items: ReadyPackage[] }>('/packages/builtin')).items,
});

export function useInstallPackage() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: { builtin: string; samples: boolean }) => api.post('/packages/install', wanted),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.packages() }),
        client.invalidateQueries({ queryKey: keys.entityTypes() }),
        client.invalidateQueries({ queryKey: keys.me() }),
      ]),
  });
}
