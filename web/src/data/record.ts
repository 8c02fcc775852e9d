import type { NewRecord, RecordView } from '@etapa/shared/api/records';
import { type QueryClient, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export const recordPath = (entityType: string, id: string | number): string =>
  `/entity-types/${encodeURIComponent(entityType)}/records/${id}`;

/** One record by id or number. */
export const recordQuery = (entityType: string, id: string | number) =>
  queryOptions({
    queryKey: keys.records(entityType, 'one', String(id)),
    queryFn: () => api.get<RecordView>(recordPath(entityType, id)),
  });

/** Puts a record that an answer brought where the queries for it will look. */
export function rememberRecord(client: QueryClient, record: RecordView): void {
  client.setQueryData(recordQuery(record.entityType, record.number).queryKey, record);
  client.setQueryData(recordQuery(record.entityType, record.id).queryKey, record);
}

export function useCreateRecord(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (record: NewRecord) => api.post<RecordView>(`/entity-types/${entityType}/records`, record),
    onSuccess: (record) => {
      rememberRecord(client, record);
      void client.invalidateQueries({ queryKey: keys.records(entityType) });
    },
  });
}

/** Into the trash (`true`) or back out of it. */
export function useTrashRecord(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, deleted }: { id: string; deleted: boolean }) => {
      if (deleted) await api.delete(recordPath(entityType, id));
      else await api.post<RecordView>(`${recordPath(entityType, id)}/restore`);
    },
    onSuccess: () => client.invalidateQueries({ queryKey: keys.records(entityType) }),
  });
}
