import type { Job } from '@etapa/shared/api/jobs';
import type { RouteAnswer } from '@etapa/shared/api/route';
import type { ExplainedTime, RehearsedStep, ReplaySample, RuleTest, ruleRoutes } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { infiniteQueryOptions, queryOptions, useMutation } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';
import { ruleDocument } from './rules.ts';

export type { ExplainedTime, RehearsedStep, ReplaySample, RuleTest };
export type Explained = RouteAnswer<typeof ruleRoutes.explain>['items'][number];

/** Tries a rule as it stands in the form on a record as it is; nothing is changed. */
export const useTestRule = (entityType: string) =>
  useMutation({
    mutationFn: ({ rule, recordId }: { rule: Rule; recordId: string }) =>
      api.post<RuleTest>(`/entity-types/${entityType}/rules/${rule.key || 'new'}/test`, {
        recordId,
        definition: ruleDocument({ ...rule, key: rule.key || 'new' }),
      }),
  });

/** Tries a rule as it stands in the form on the recorded past, without effects: a job. */
export const useReplayRule = (entityType: string) =>
  useMutation({
    mutationFn: ({ rule, from, to }: { rule: Rule; from: string; to: string }) =>
      api.post<{ jobId: string }>(`/entity-types/${entityType}/rules/${rule.key || 'new'}/replay`, {
        from,
        to,
        definition: ruleDocument({ ...rule, key: rule.key || 'new' }),
      }),
  });

export const useCancelReplay = () => useMutation({ mutationFn: (id: string) => api.post<Job>(`/jobs/${id}/cancel`) });

const isUnderWay = (job: Job): boolean => job.status === 'queued' || job.status === 'running';

/** How far the job is, asked again until it has ended; at the end with what would have happened. */
export const replayQuery = (jobId: string) =>
  queryOptions({
    queryKey: keys.jobs(jobId),
    queryFn: () => api.get<Job>(`/jobs/${jobId}`),
    refetchInterval: (query) => (!query.state.data || isUnderWay(query.state.data) ? 700 : false),
  });

/** What a replay came to. */
export interface Replayed {
  wouldHaveFired: number;
  records: number;
  /** Of them those that rules were not to see, such as a quiet import. */
  silent: number;
  sample: ReplaySample[];
}

export const replayed = ({ status, result }: Job): Replayed | null =>
  status === 'done' && result ? (result as unknown as Replayed) : null;

/** For each past event of a record and each rule: whether it fired, and why not. */
export const explainQuery = (entityType: string, recordId: string, rule: string | null) =>
  infiniteQueryOptions({
    queryKey: keys.records(entityType, 'explain', recordId, rule),
    queryFn: ({ pageParam }) =>
      api.get<RouteAnswer<typeof ruleRoutes.explain>>(`${recordPath(entityType, recordId)}/explain`, {
        rule,
        limit: 30,
        cursor: pageParam,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });
