import type { Duplicate, DuplicateGroup, Merge, MergeRequest } from '@etapa/shared/api/duplicates';
import type { RecordView } from '@etapa/shared/api/records';
import type { Doc } from '@etapa/shared/fields/field';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';

/** Records that a document being typed may be a duplicate of; asks nothing for an empty one. */
export const duplicateCheckQuery = (entityType: string, doc: Doc) =>
  queryOptions({
    queryKey: keys.records(entityType, 'duplicate-check', doc),
    queryFn: async () => {
      const { items } = await api.post<{ items: Duplicate[] }>(`/entity-types/${entityType}/duplicates/check`, { doc });
      return items;
    },
    enabled: Object.keys(doc).length > 0,
    placeholderData: keepPreviousData,
  });

/** Records that may be the same thing as one. */
export const duplicatesOfQuery = ({ id, entityType, version }: Pick<RecordView, 'id' | 'entityType' | 'version'>) =>
  queryOptions({
    queryKey: keys.records(entityType, 'duplicates-of', id, version),
    queryFn: async () => (await api.get<{ items: Duplicate[] }>(`${recordPath(entityType, id)}/duplicates`)).items,
    placeholderData: keepPreviousData,
  });

/** What went into a record. */
export const mergesQuery = ({ id, entityType, version }: Pick<RecordView, 'id' | 'entityType' | 'version'>) =>
  queryOptions({
    queryKey: keys.records(entityType, 'merges', id, version),
    queryFn: async () => (await api.get<{ items: Merge[] }>(`${recordPath(entityType, id)}/merges`)).items,
  });

export const duplicateGroupsQuery = (entityType: string) =>
  infiniteQueryOptions({
    queryKey: keys.records(entityType, 'duplicate-groups'),
    queryFn: ({ pageParam }) =>
      api.get<{ items: DuplicateGroup[]; nextCursor: string | null }>(`/entity-types/${entityType}/duplicates`, {
        cursor: pageParam,
        limit: 20,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextCursor }) => nextCursor,
  });

export function useMerge(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...request }: MergeRequest & { id: string }) =>
      api.post<{ mergeId: string; record: RecordView }>(`${recordPath(entityType, id)}/merge`, request),
    onSuccess: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}

export function useUndoMerge() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mergeId: string) => api.post<{ record: RecordView; restored: RecordView }>(`/merges/${mergeId}/undo`),
    onSuccess: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}

/** Says of records that they are different things. */
export function useDifferent(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ ids, different }: { ids: string[]; different: boolean }) =>
      api.post(`/entity-types/${entityType}/duplicates/verdicts`, { ids, different }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.records(entityType) }),
  });
}
