import type { NewReportSchedule, ReportSchedule, ReportScheduleChanges } from '@etapa/shared/api/report-schedules';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { ReportSchedule };

/** What is sent: a saved report or a dashboard. */
export type ScheduledOf = { reportId: string } | { dashboardId: string };

export const reportSchedulesQuery = (of: ScheduledOf) =>
  queryOptions({
    queryKey: keys.reports('', 'schedules', of),
    queryFn: async () => (await api.get<{ items: ReportSchedule[] }>('/report-schedules', { ...of })).items,
  });

function useRefresh() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: keys.reports('', 'schedules') });
}

/** Makes a schedule, or changes the one with the id. */
export function useSaveSchedule() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, of, ...settings }: ReportScheduleChanges & { id?: string; of: ScheduledOf; cron: string }) =>
      id === undefined
        ? api.post<ReportSchedule>('/report-schedules', { ...of, ...settings } satisfies NewReportSchedule)
        : api.patch<ReportSchedule>(`/report-schedules/${id}`, settings),
    onSuccess: refresh,
  });
}

export function usePauseSchedule() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: ({ id, paused }: { id: string; paused: boolean }) => api.patch(`/report-schedules/${id}`, { paused }),
    onSuccess: refresh,
  });
}

export function useRemoveSchedule() {
  const refresh = useRefresh();
  return useMutation({ mutationFn: (id: string) => api.delete(`/report-schedules/${id}`), onSuccess: refresh });
}

export function useSendNow() {
  return useMutation({ mutationFn: (id: string) => api.post(`/report-schedules/${id}/send`) });
}
