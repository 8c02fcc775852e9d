import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export interface Notification {
  id: string;
  kind: string;
  text: string;
  recordId: string | null;
  entityType: string | null;
  number?: number | null;
  createdAt: string;
  readAt: string | null;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export const useNotifications = (unread = false, limit = 50) =>
  useQuery({
    queryKey: keys.notifications({ unread, limit }),
    queryFn: () => api.get<Page<Notification>>('/notifications', { limit, ...(unread ? { unread: true } : {}) }),
  });

export function useReadNotifications() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (which: { ids: string[] } | { all: true }) => api.post('/notifications/read', which),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.notifications() }),
  });
}
