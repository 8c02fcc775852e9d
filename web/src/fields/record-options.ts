import type { JsonValue } from '@etapa/shared/fields/field';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from '../data/client.ts';
import { type PublishedType, useEntityType } from '../data/entity-types.ts';
import { keys } from '../data/keys.ts';

export interface RecordOption {
  id: string;
  number: number;
  title: string;
}

/** Records of a type whose titles match `text`, for pickers. */
export function useRecordOptions(entityType: string, text: string, enabled = true) {
  return useQuery({
    queryKey: keys.records(entityType, 'options', text),
    queryFn: async () =>
      (await api.get<{ items: RecordOption[] }>(`/entity-types/${entityType}/records/options`, { q: text })).items,
    placeholderData: keepPreviousData,
    enabled: enabled && entityType !== '',
  });
}

/** Number and title of one record; undefined while it loads or when the reader may not see it. */
export function useRecordOption(entityType: string, id: string | undefined): RecordOption | undefined {
  return useQuery({
    queryKey: keys.records(entityType, 'option', id),
    queryFn: () => api.get<RecordOption>(`/entity-types/${entityType}/records/${id}`),
    enabled: entityType !== '' && Boolean(id),
    staleTime: 5 * 60_000,
  }).data;
}

/** Makes a record from a title alone, where nothing else is required of it. */
export function useCreateByTitle(entityType: string) {
  const type = useEntityType(entityType);
  const client = useQueryClient();
  const create = useMutation({
    mutationFn: (title: string) =>
      api.post<RecordOption>(`/entity-types/${entityType}/records`, { doc: { [type?.titleField ?? 'title']: title } }),
    onSuccess: (record) => {
      client.setQueryData(keys.records(entityType, 'option', record.id), record);
      void client.invalidateQueries({ queryKey: keys.records(entityType, 'options') });
    },
  });
  return type && needsOnlyTitle(type) ? create : null;
}

/** Whether a record of this type can be made by naming it. */
function needsOnlyTitle(type: PublishedType): boolean {
  const title = type.fields.find((field) => field.key === type.titleField);
  if (!title || title.formula !== undefined || title.kind !== 'text') return false;
  const given = (value: JsonValue | undefined) => value !== undefined;
  return type.fields.every(
    (field) =>
      !field.required || field.retired || field.key === type.titleField || field.formula || given(field.default),
  );
}
