import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { GroupExplanation } from '@etapa/shared/conditions/explain';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../data/problem.ts';
import { useProblemText } from '../data/problem-notice.tsx';
import { sentence } from './sentence.ts';
import { useWords } from './words.ts';

/** Why a move was refused, in one text of the reader's language: where a condition was not met, that condition. */
export function useRefusalWords(type: EntityType): (error: unknown) => string {
  const { t } = useTranslation('board');
  const problem = useProblemText();
  const words = useWords(type);
  return useCallback(
    (error: unknown) => {
      const { title, detail } = problem(error);
      const explanation = isProblem(error, 'guard_failed') ? error.problem.explanation : undefined;
      const condition = explanation ? sentence(conditionOf(explanation as GroupExplanation), words) : '';
      const more = condition === '' ? detail : t('forbidden.guardWords', { condition });
      return more ? `${title}. ${more}` : title;
    },
    [problem, words, t],
  );
}

/** The condition that was explained. */
function conditionOf({ combinator, not, rules }: GroupExplanation): ConditionGroup {
  return { combinator, not, rules: rules.map((each) => (each.kind === 'term' ? each.rule : conditionOf(each))) };
}
