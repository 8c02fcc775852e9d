import type { RouteAnswer } from '@etapa/shared/api/route';
import type { RuleTest, ruleRoutes } from '@etapa/shared/api/rules';
import type { Rule } from '@etapa/shared/rules/rule';
import { infiniteQueryOptions, useMutation } from '@tanstack/react-query';
import { api } from './client.ts';
import { keys } from './keys.ts';
import { recordPath } from './record.ts';
import { ruleDocument } from './rules.ts';

export type { RuleTest };
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
