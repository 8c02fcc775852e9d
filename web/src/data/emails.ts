import type { Email, emailRoutes } from '@etapa/shared/api/emails';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { Email };

export interface EmailFilter {
  record?: string;
  state?: Email['state'];
}

const isUnderWay = ({ state }: Email): boolean => state === 'queued';

/** E-mails on records one may see, newest first, page by page; read again while one is under way. */
export const emailsQuery = (filter: EmailFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: keys.emails(filter, limit),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof emailRoutes.list>>('/emails', { ...filter, limit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isUnderWay)) ? 5_000 : false),
  });

export const emailQuery = (id: string) =>
  queryOptions({ queryKey: keys.emails('one', id), queryFn: () => api.get<Email>(`/emails/${id}`) });

/** The page of one that has pictures. */
export const emailPageQuery = (id: string) =>
  queryOptions({
    queryKey: keys.emails('page', id),
    queryFn: () => api.get<{ html: string | null }>(`/emails/${id}/page`),
    staleTime: Number.POSITIVE_INFINITY,
  });

export function useResend() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<Email>(`/emails/${id}/resend`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.emails() }),
  });
}
