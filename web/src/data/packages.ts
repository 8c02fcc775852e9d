import type { BuiltinPackage } from '@etapa/shared/api/packages';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

/** A ready process as the gallery shows it. */
export type ReadyPackage = BuiltinPackage;

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
