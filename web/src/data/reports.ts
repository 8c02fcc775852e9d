import type { Flow as FlowSchema, FunnelReport as FunnelReportSchema, reportRoutes } from '@etapa/shared/api/reports';
import type { RouteAnswer, RouteRequest } from '@etapa/shared/api/route';
import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type FunnelReport = Static<typeof FunnelReportSchema>;
export type Flow = Static<typeof FlowSchema>;
export type StageReport = FunnelReport['stages'][number];
export type ReportQuery = RouteRequest<typeof reportRoutes.query>['body'];
export type ReportAnswer = RouteAnswer<typeof reportRoutes.query>;

export interface FunnelReportRange {
  /** First day, `YYYY-MM-DD`. */
  from?: string;
  /** The day after the last. */
  to?: string;
  filter?: ConditionGroup;
}

export const funnelReportQuery = (entityType: string, funnel: string, range: FunnelReportRange) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'funnel', funnel, range),
    queryFn: () => api.get<FunnelReport>(`/entity-types/${entityType}/funnels/${funnel}/report`, { ...range }),
    enabled: funnel !== '',
    placeholderData: keepPreviousData,
  });

export const flowQuery = (entityType: string, funnel: string, range: FunnelReportRange) =>
  queryOptions({
    queryKey: keys.reports(entityType, 'flow', funnel, range),
    queryFn: () => api.get<Flow>(`/entity-types/${entityType}/funnels/${funnel}/flow`, { ...range }),
    enabled: funnel !== '',
    placeholderData: keepPreviousData,
  });

export const reportQuery = (query: ReportQuery) =>
  queryOptions({
    queryKey: keys.reports(query.entityType, 'query', query),
    queryFn: () => api.post<ReportAnswer>('/reports/query', query),
    enabled: query.entityType !== '',
    placeholderData: keepPreviousData,
  });
