import type { RouteAnswer } from '@etapa/shared/api/route';
import type { RuleRun, RunStatus } from '@etapa/shared/api/rule-runs';
import type { ruleRoutes, SavedRule, SentRule } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { RuleRun, RunStatus, SavedRule };
export type RunStep = RuleRun['steps'][number];
export type RuleVersion = RouteAnswer<typeof ruleRoutes.versions>['items'][number];

export interface RunFilter {
  entityType?: string;
  rule?: string;
  record?: string;
  status?: string;
}

const path = (entityType: string) => `/entity-types/${entityType}/rules`;

export const rulesQuery = (entityType: string) =>
  queryOptions({
    queryKey: keys.rules(entityType),
    queryFn: async () => (await api.get<{ items: SavedRule[] }>(path(entityType))).items,
  });

/** Every version of a rule, newest first. */
export const ruleVersionsQuery = (entityType: string, rule: string) =>
  queryOptions({
    queryKey: keys.rules(entityType, 'versions', rule),
    queryFn: async () => (await api.get<{ items: RuleVersion[] }>(`${path(entityType)}/${rule}/versions`)).items,
  });

/** Rules of every process one may see: those of others may lead into this one. */
export const allRulesQuery = queryOptions({
  queryKey: keys.rules('', 'all'),
  queryFn: async () => (await api.get<{ items: SavedRule[] }>('/rules')).items,
});

const isLive = (run: RuleRun): boolean => run.status === 'running';

/** Runs one may see, newest first, page by page; read again while one of them runs. */
export const runsQuery = (filter: RunFilter, limit = 50) =>
  infiniteQueryOptions({
    queryKey: keys.runs(filter, limit),
    queryFn: ({ pageParam }) =>
      api.get<{ items: RuleRun[]; nextCursor: string | null }>('/rule-runs', { ...filter, limit, cursor: pageParam }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    refetchInterval: (query) => (query.state.data?.pages.some((page) => page.items.some(isLive)) ? 2_000 : false),
  });

export const runQuery = (id: string) =>
  queryOptions({
    queryKey: keys.runs('one', id),
    queryFn: () => api.get<RuleRun>(`/rule-runs/${id}`),
    refetchInterval: (query) => (query.state.data && isLive(query.state.data) ? 2_000 : false),
  });

function useRuleWrite<Input, Answer>(entityType: string, write: (input: Input) => Promise<Answer>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: keys.rules(entityType) }),
        client.invalidateQueries({ queryKey: allRulesQuery.queryKey }),
      ]),
  });
}

/** The document alone, without what the server knows of it; `version` says which one it was made from. */
export function ruleDocument({ key, name, description, enabled, trigger, when, steps }: Rule): Rule {
  const said = description === undefined ? {} : { description };
  return { key, name, ...said, enabled, trigger, ...(when ? { when } : {}), steps };
}

export const useCreateRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: Rule) => api.post<SavedRule>(path(entityType), rule));
export const useSaveRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: SentRule) =>
    api.put<SavedRule>(`${path(entityType)}/${rule.key}`, { ...ruleDocument(rule), version: rule.version }),
  );
export const useDeleteRule = (entityType: string) =>
  useRuleWrite(entityType, (key: string) => api.delete(`${path(entityType)}/${key}`));

/** Saves a rule as it was at an earlier version: its next one. */
export const useRestoreRule = (entityType: string) =>
  useRuleWrite(entityType, ({ key, version }: { key: string; version: number }) =>
    api.post<SavedRule>(`${path(entityType)}/${key}/versions/${version}/restore`),
  );

/** Reads runs, the record they touch and their approvals again after one was retried or cancelled. */
function useRunWrite(action: 'retry' | 'cancel') {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post<RuleRun>(`/rule-runs/${id}/${action}`),
    onSuccess: (run) => {
      client.setQueryData(runQuery(run.id).queryKey, run);
      return client.invalidateQueries({ queryKey: keys.runs() });
    },
  });
}

export const useRetryRun = () => useRunWrite('retry');
export const useCancelRun = () => useRunWrite('cancel');
