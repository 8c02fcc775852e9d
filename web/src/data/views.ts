import type { NewView, NewViewDefault, View, ViewChanges, ViewList } from '@etapa/shared/api/views';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

const path = (entityType: string) => `/entity-types/${encodeURIComponent(entityType)}/views`;

/** Saved views of a type that the reader may see, and which opens first. */
export const viewsQuery = (entityType: string) =>
  queryOptions({
    queryKey: keys.views(entityType),
    queryFn: () => api.get<ViewList>(path(entityType)),
    staleTime: 60_000,
  });

/** A write after which the views are read again. */
function useViewWrite<Input, Output>(entityType: string, write: (input: Input) => Promise<Output>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.views(entityType) }),
  });
}

export const useSaveView = (entityType: string) =>
  useViewWrite(entityType, (view: NewView) => api.post<View>(path(entityType), view));

export const useChangeView = (entityType: string) =>
  useViewWrite(entityType, ({ id, ...changes }: ViewChanges & { id: string }) =>
    api.patch<View>(`/views/${id}`, changes),
  );

export const useRemoveView = (entityType: string) =>
  useViewWrite(entityType, (id: string) => api.delete(`/views/${id}`));

export const useChooseView = (entityType: string) =>
  useViewWrite(entityType, (chosen: NewViewDefault) => api.put<ViewList>(`${path(entityType)}/default`, chosen));
