import type { SavedRule } from '@etapa/shared/api/rules';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemError } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { ruleDocument, rulesQuery } from '../../data/rules.ts';
import { may, useMe } from '../../data/session.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { emptyRule } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';

const process = getRouteApi('/signed-in/p/$entityType');
const ruleRoute = getRouteApi('/signed-in/p/$entityType/rules/$ruleKey');
const newRoute = getRouteApi('/signed-in/p/$entityType/new-rule');

/** A rule at its own address. */
export function RuleScreen() {
  const { ruleKey } = ruleRoute.useParams();
  return <Opened ruleKey={ruleKey} begin={null} />;
}

/** A new rule: empty, for a stage, or like one that is there. */
export function NewRuleScreen() {
  const { stage, like } = newRoute.useSearch();
  return <Opened ruleKey={null} begin={(type, rules) => begun(type, rules, stage, like)} />;
}

type Begin = (type: EntityType, rules: readonly Rule[]) => Rule;

function begun(type: EntityType, rules: readonly Rule[], stage?: string, like?: string): Rule {
  const copied = rules.find(({ key }) => key === like);
  if (copied) return { ...structuredClone(ruleDocument(copied)), key: '', enabled: false };
  return emptyRule(stage ?? type.funnels?.[0]?.stages[0]?.key ?? null);
}

/** What Etapa itself switched off is mended to run again. */
function mended(rule: SavedRule): Rule {
  return { ...ruleDocument(rule), enabled: rule.enabled || rule.broken !== null || rule.paused !== null };
}

function Opened({ ruleKey, begin }: { ruleKey: string | null; begin: Begin | null }) {
  const { entityType } = process.useParams();
  const me = useMe();
  const types = useEntityTypes();
  const type = types?.find(({ key }) => key === entityType);
  const rules = useQuery(rulesQuery(entityType));
  const rule = rules.data?.find(({ key }) => key === ruleKey);
  if (rules.error) return <ProblemNotice error={rules.error} onRetry={() => void rules.refetch()} />;
  if (!types || !type || !rules.data) {
    return (
      <Box p="lg">
        <RowsSkeleton rows={5} height={72} />
      </Box>
    );
  }
  const draft = rule ? mended(rule) : begin?.(type, rules.data);
  if (!draft) return <ProblemNotice error={new ProblemError({ status: 404, code: 'not_found' })} />;
  return (
    <RuleEditor
      key={ruleKey ?? 'new'}
      type={type}
      types={types}
      saved={rule ?? null}
      begin={draft}
      taken={rules.data.map(({ key }) => key)}
      readOnly={!may(me, 'design', entityType)}
    />
  );
}
