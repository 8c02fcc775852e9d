import type { NotificationSettings, SettingsChanges } from '@etapa/shared/api/notification-settings';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

/** How one wants to be told of things. */
export const notificationSettingsQuery = queryOptions({
  queryKey: keys.notificationSettings(),
  queryFn: () => api.get<NotificationSettings>('/notification-settings'),
});

export function useChangeNotificationSettings() {
  const client = useQueryClient();
  const { queryKey } = notificationSettingsQuery;
  return useMutation({
    mutationFn: (changes: SettingsChanges) => api.patch<NotificationSettings>('/notification-settings', changes),
    onMutate: ({ choices, ...changes }) => {
      const before = client.getQueryData(queryKey);
      if (before) client.setQueryData(queryKey, { ...before, ...changes, choices: { ...before.choices, ...choices } });
      return before;
    },
    onSuccess: (settings) => client.setQueryData(queryKey, settings),
    onError: (_error, _changes, before) => before && client.setQueryData(queryKey, before),
  });
}
