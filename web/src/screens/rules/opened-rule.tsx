import type { SavedRule } from '@etapa/shared/api/rules';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEntityTypes } from '../../data/entity-types.ts';
import { ProblemError } from '../../data/problem.ts';
import { ProblemNotice } from '../../data/problem-notice.tsx';
import { ruleDocument, rulesQuery } from '../../data/rules.ts';
import { may, useMe } from '../../data/session.ts';
import { RowsSkeleton } from '../../ui/rows-skeleton.tsx';
import { emptyRule } from './rule-draft.ts';
import { RuleEditor } from './rule-editor.tsx';
import type { RuleView } from './rule-views.ts';

/** How a new rule begins: empty, for a stage, or like one that is there. */
export interface Beginning {
  stage?: string;
  /** Of the stage, where others have one of its key. */
  funnel?: string;
  like?: string;
}

interface Props {
  entityType: string;
  /** Null makes a new one. */
  ruleKey: string | null;
  beginning?: Beginning;
  view: RuleView;
  onView: (view: RuleView) => void;
  run?: string;
  active?: boolean;
  onClose: () => void;
  onSaved: (rule: SavedRule) => void;
}

/** A rule in its editor, once all that it needs has been read. */
export function OpenedRule({ entityType, ruleKey, beginning = {}, active = true, ...shown }: Props) {
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
  const draft = rule ? mended(rule) : ruleKey === null ? begun(type, rules.data, beginning) : null;
  if (!draft) return <ProblemNotice error={new ProblemError({ status: 404, code: 'not_found' })} />;
  return (
    <RuleEditor
      key={ruleKey ?? `new ${beginning.funnel} ${beginning.stage} ${beginning.like}`}
      type={type}
      types={types}
      saved={rule ?? null}
      begin={draft}
      taken={rules.data.map(({ key }) => key)}
      readOnly={!may(me, 'design', entityType)}
      active={active}
      {...shown}
    />
  );
}

function begun(type: EntityType, rules: readonly Rule[], { stage, funnel, like }: Beginning): Rule {
  const copied = rules.find(({ key }) => key === like);
  if (copied) return { ...structuredClone(ruleDocument(copied)), key: '', enabled: false };
  return emptyRule(stage ?? type.funnels?.[0]?.stages[0]?.key ?? null, funnel);
}

/** What Etapa itself switched off is mended to run again. */
function mended(rule: SavedRule): Rule {
  return { ...ruleDocument(rule), enabled: rule.enabled || rule.broken !== null || rule.paused !== null };
}
