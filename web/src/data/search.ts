import type { Found } from '@etapa/shared/api/search';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from './client.ts';

/** Records of any type by text. Asks nothing for an empty text. */
export const searchQuery = (q: string) =>
  queryOptions({
    queryKey: ['search', q],
    queryFn: ({ signal }) => api.get<{ items: Found[] }>('/search', { q }, { signal }),
    enabled: q !== '',
    placeholderData: q === '' ? undefined : keepPreviousData,
  });
