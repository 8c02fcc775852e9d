import type { RuleRun, RunStatus } from '@etapa/shared/api/rule-runs';
import type { SavedRule } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

export type { RuleRun, RunStatus, SavedRule };
export type RunStep = RuleRun['steps'][number];

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

export const runsQuery = (filter: RunFilter, limit = 50) =>
  queryOptions({
    queryKey: keys.runs(filter, limit),
    queryFn: () => api.get<{ items: RuleRun[]; nextCursor: string | null }>('/rule-runs', { ...filter, limit }),
    refetchInterval: (query) => (query.state.data?.items.some((run) => run.status === 'running') ? 2_000 : false),
  });

function useRuleWrite<Input>(entityType: string, write: (input: Input) => Promise<unknown>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: write,
    onSuccess: () => client.invalidateQueries({ queryKey: keys.rules(entityType) }),
  });
}

/** The document alone: what the server adds to it is not sent back. */
function document({ key, name, enabled, trigger, when, steps }: Rule): Rule {
  return { key, name, enabled, trigger, ...(when ? { when } : {}), steps };
}

export const useCreateRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: Rule) => api.post(path(entityType), rule));
export const useSaveRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: Rule) => api.put(`${path(entityType)}/${rule.key}`, document(rule)));
export const useDeleteRule = (entityType: string) =>
  useRuleWrite(entityType, (key: string) => api.delete(`${path(entityType)}/${key}`));

export function useRetryRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/rule-runs/${id}/retry`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.runs() }),
  });
}
