import type { RouteAnswer } from '@etapa/shared/api/route';
import type { RuleRun, RunStatus } from '@etapa/shared/api/rule-runs';
import type { ruleRoutes, SavedRule, SentRule } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { use } from 'react';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { isProblem, ProblemError } from './problem.ts';
import { type RuleAct, RuleActsContext } from './rule-acts.ts';

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

/** What is written to a rule is told to whoever keeps it to be taken back. */
function useRuleWrite<Input, Answer extends SavedRule | undefined>(
  entityType: string,
  keyOf: (input: Input) => string,
  write: (input: Input) => Promise<Answer>,
) {
  const client = useQueryClient();
  const note = use(RuleActsContext);
  return useMutation({
    mutationFn: async (input: Input) => {
      const key = keyOf(input);
      const own = client.getQueryData(rulesQuery(entityType).queryKey) ?? client.getQueryData(allRulesQuery.queryKey);
      const before = own?.find((rule) => rule.key === key && rule.entityType === entityType) ?? null;
      const after = await write(input);
      note?.({ entityType, key, before, after: after ?? null });
      return after;
    },
    onSuccess: () => readRulesAgain(client, entityType),
    // Someone else was faster: what they made of it is shown.
    onError: (error) => {
      if (isProblem(error, 'version_conflict') || isProblem(error, 'not_found'))
        void readRulesAgain(client, entityType);
    },
  });
}

const readRulesAgain = (client: QueryClient, entityType: string) =>
  Promise.all([
    client.invalidateQueries({ queryKey: keys.rules(entityType) }),
    client.invalidateQueries({ queryKey: allRulesQuery.queryKey }),
  ]);

/** The document alone, without what the server knows of it; `version` says which one it was made from. */
export function ruleDocument({ key, name, description, enabled, trigger, when, steps }: Rule): Rule {
  const said = description === undefined ? {} : { description };
  return { key, name, ...said, enabled, trigger, ...(when ? { when } : {}), steps };
}

const create = (entityType: string, rule: Rule) => api.post<SavedRule>(path(entityType), ruleDocument(rule));
const save = (entityType: string, rule: SentRule) =>
  api.put<SavedRule>(`${path(entityType)}/${rule.key}`, { ...ruleDocument(rule), version: rule.version });
const remove = async (entityType: string, key: string): Promise<undefined> => {
  await api.delete(`${path(entityType)}/${key}`);
};

export const useCreateRule = (entityType: string) =>
  useRuleWrite(
    entityType,
    ({ key }) => key,
    (rule: Rule) => create(entityType, rule),
  );
export const useSaveRule = (entityType: string) =>
  useRuleWrite(
    entityType,
    ({ key }) => key,
    (rule: SentRule) => save(entityType, rule),
  );
export const useDeleteRule = (entityType: string) =>
  useRuleWrite(
    entityType,
    (key) => key,
    (key: string) => remove(entityType, key),
  );

/** Saves a rule as it was at an earlier version: its next one. */
export const useRestoreRule = (entityType: string) =>
  useRuleWrite(
    entityType,
    ({ key }) => key,
    ({ key, version }: { key: string; version: number }) =>
      api.post<SavedRule>(`${path(entityType)}/${key}/versions/${version}/restore`),
  );

/**
 * Makes a rule what it was before an act, or after it.
 *
 * @param known version it was left at, null where it was left away
 * @returns the rule as it is then, null where there is none
 * @throws ProblemError `version_conflict` where somebody else has changed it since
 */
export async function turnRule(
  client: QueryClient,
  { entityType, key }: RuleAct,
  to: SavedRule | null,
  known: number | null,
): Promise<SavedRule | null> {
  const rules = await client.fetchQuery({ ...rulesQuery(entityType), staleTime: 0 });
  const version = rules.find((rule) => rule.key === key)?.version ?? null;
  if (version !== known) throw new ProblemError({ status: 409, code: 'version_conflict' });
  try {
    if (to === null) {
      if (version !== null) await remove(entityType, key);
      return null;
    }
    return version === null ? await create(entityType, to) : await save(entityType, { ...ruleDocument(to), version });
  } finally {
    await readRulesAgain(client, entityType);
  }
}

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
