import type { Deviations } from '@etapa/shared/api/deviations';
import type { Forecast, ForecastPast, GivenTarget } from '@etapa/shared/api/forecast';
import type { Flow as FlowSchema, FunnelReport as FunnelReportSchema, reportRoutes } from '@etapa/shared/api/reports';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { SavedReport } from '@etapa/shared/api/saved-reports';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { PICTURES } from '@etapa/shared/reports/pictures';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type FunnelReport = Static<typeof FunnelReportSchema>;
export type Flow = Static<typeof FlowSchema>;
export type StageReport = FunnelReport['stages'][number];
export type { ReportQuery, SavedReport };
export { PICTURES };
export type ForecastAnswer = Forecast;
export type ReportAnswer = RouteAnswer<typeof reportRoutes.query>;

export interface FunnelReportRange {
  /** First day, `YYYY-MM-DD`. */
  from?: string;
  /** The day after the last. */
  to?: string;
  filter?: ConditionGroup;
  owner?: string;
  team?: string;
}

/** What was shown before, until the next comes: not of another funnel, whose stages are others. */
const ofSame =
  (entityType: string, funnel: string) =>
  <Answer>(before: Answer | undefined, asked: { queryKey: readonly unknown[] } | undefined): Answer | undefined =>
    asked?.queryKey[1] === entityType && asked.queryKey[3] === funnel ? before : undefined;

export const funnelReportQuery = (entityType: string, funnel: string, range: FunnelReportRange) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'funnel', funnel, range),
    queryFn: () => api.get<FunnelReport>(`/entity-types/${entityType}/funnels/${funnel}/report`, { ...range }),
    enabled: funnel !== '',
    placeholderData: ofSame(entityType, funnel),
  });

export const deviationsQuery = (entityType: string, funnel: string, range: FunnelReportRange) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'deviations', funnel, range),
    queryFn: () => api.get<Deviations>(`/entity-types/${entityType}/funnels/${funnel}/deviations`, { ...range }),
    enabled: funnel !== '',
    placeholderData: ofSame(entityType, funnel),
  });

export const flowQuery = (entityType: string, funnel: string, range: FunnelReportRange) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'flow', funnel, range),
    queryFn: () => api.get<Flow>(`/entity-types/${entityType}/funnels/${funnel}/flow`, { ...range }),
    enabled: funnel !== '',
    placeholderData: ofSame(entityType, funnel),
  });

/** @param query null while it is not known what to ask */
export const reportQuery = (query: ReportQuery | null) =>
  queryOptions({
    queryKey: keys.reports(query?.entityType ?? '', 'query', query),
    queryFn: () => api.post<ReportAnswer>('/reports/query', query),
    enabled: query !== null,
    placeholderData: keepPreviousData,
  });

/** Saved reports that the signed-in person sees: of one type, or of all. */
export const savedReportsQuery = (entityType?: string) =>
  queryOptions({
    queryKey: keys.reports('', 'saved', entityType ?? null),
    queryFn: async () => (await api.get<{ items: SavedReport[] }>('/reports', { entityType })).items,
  });

type ReportToSave = Pick<SavedReport, 'name' | 'roles' | 'picture' | 'query'> & { id: string | undefined };

/** Saves a report: as a new one, or over the one with the id. */
export function useSaveReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, ...report }: ReportToSave) =>
      id === undefined ? api.post<SavedReport>('/reports', report) : api.patch<SavedReport>(`/reports/${id}`, report),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.reports('', 'saved') }),
  });
}

export function useRemoveReport() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: SavedReport) => api.delete(`/reports/${id}`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.reports('', 'saved') }),
  });
}

export interface ForecastQuestion {
  by: Forecast['by'];
  dateField?: string;
  amountField?: string;
  owner?: string;
  team?: string;
  filter?: ConditionGroup;
}

export const forecastQuery = (entityType: string, question: ForecastQuestion) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'forecast', question),
    queryFn: () => api.get<Forecast>(`/entity-types/${entityType}/forecast`, { ...question }),
    placeholderData: keepPreviousData,
  });

/** How a forecast was at several times. */
export const forecastHistoryQuery = (
  entityType: string,
  question: ForecastQuestion & { every: 'day' | 'week' | 'month'; period?: string; from?: string; to?: string },
) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'forecast', 'history', question),
    queryFn: () => api.get<ForecastPast>(`/entity-types/${entityType}/forecast/history`, { ...question }),
    placeholderData: keepPreviousData,
  });

export function useSetTargets(entityType: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (items: GivenTarget[]) => api.put(`/entity-types/${entityType}/targets`, { items }),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.reports(entityType, 'forecast') }),
  });
}
