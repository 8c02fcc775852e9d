import type { Dashboard, DashboardChanges, NewDashboard, Widget } from '@etapa/shared/api/dashboards';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { Dashboard, Widget };

export const dashboardsQuery = queryOptions({
  queryKey: keys.reports('', 'dashboards'),
  queryFn: async () => (await api.get<{ items: Dashboard[] }>('/dashboards')).items,
});

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: dashboardsQuery.queryKey });
}

export function useCreateDashboard() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (dashboard: NewDashboard) => api.post<Dashboard>('/dashboards', dashboard),
    onSuccess: refresh,
  });
}

/** Changes show at once: the list is brought up when the server has answered, and brought back when it refused. */
export function useChangeDashboard() {
  const client = useQueryClient();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, ...changes }: DashboardChanges & { id: string }) =>
      api.patch<Dashboard>(`/dashboards/${id}`, changes),
    onMutate: ({ id, ...changes }) => {
      client.setQueryData(dashboardsQuery.queryKey, (before) =>
        before?.map((one) => (one.id === id ? { ...one, ...changes } : one)),
      );
    },
    onSettled: refresh,
  });
}

export function useRemoveDashboard() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/dashboards/${id}`), onSuccess: refresh });
}
