import type { notificationRoutes } from '@etapa/shared/api/notifications';
import type { RouteAnswer } from '@etapa/shared/api/route';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

type Answer = RouteAnswer<typeof notificationRoutes.list>;

export type Notification = Answer['items'][number];

export const useNotifications = (unread = false, limit = 50) =>
  useQuery({
    queryKey: keys.notifications({ unread, limit }),
    queryFn: () => api.get<Answer>('/notifications', { limit, ...(unread ? { unread: true } : {}) }),
  });

export function useReadNotifications() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { ids: string[] } | { all: true }) => api.post('/notifications/read', which),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notifications() }),
  });
}
