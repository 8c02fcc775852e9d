import type { Rule } from '@etapa/shared/rules/rule';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';

/** A rule as the server keeps it. */
export interface SavedRule extends Rule {
  entityType?: string;
  version?: number;
  /** Why it cannot run, where something it names has gone. */
  broken?: { message: string }[] | null;
}

export type RunStatus = 'running' | 'waiting' | 'done' | 'failed' | 'skipped' | 'stopped';

export interface RunStep {
  id: string;
  kind?: string;
  status: string;
  startedAt: string | null;
  finishedAt: string | null;
  input?: unknown;
  output?: unknown;
  error?: unknown;
}

export interface RuleRun {
  id: string;
  rule: string;
  ruleName?: string;
  ruleVersion: number;
  entityType?: string;
  /** The record's id, or enough of it to name it. */
  record: string | { id: string; number?: number; title?: string; entityType?: string } | null;
  status: RunStatus;
  cause?: unknown;
  createdAt?: string;
  startedAt?: string | null;
  finishedAt?: string | null;
  error?: unknown;
  steps: RunStep[];
}

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
    queryFn: async () => (await api.get<{ items: SavedRule[] }>(path(entityType), { limit: 200 })).items,
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
function document({ key, name, enabled, trigger, when, steps }: SavedRule): Rule {
  return { key, name, enabled, trigger, ...(when ? { when } : {}), steps };
}

export const useCreateRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: Rule) => api.post(path(entityType), rule));
export const useSaveRule = (entityType: string) =>
  useRuleWrite(entityType, (rule: SavedRule) => api.put(`${path(entityType)}/${rule.key}`, document(rule)));
export const useDeleteRule = (entityType: string) =>
  useRuleWrite(entityType, (key: string) => api.delete(`${path(entityType)}/${key}`));

export function useRetryRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => api.post(`/rule-runs/${id}/retry`),
    onSuccess: () => client.invalidateQueries({ queryKey: keys.runs() }),
  });
}
