import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';

/** My records that have been in their stage for longer than its norm; null when no open stage of the type has one. */
export function overNormFilter(type: EntityType): ConditionGroup | null {
  const late = (type.funnels ?? []).flatMap((funnel) =>
    funnel.stages.flatMap((stage): ConditionGroup[] =>
      stage.group === 'open' && stage.norm
        ? [
            {
              combinator: 'and',
              rules: [
                { field: '$funnel', operator: '=', value: funnel.key },
                { field: '$stage', operator: '=', value: stage.key },
                { field: '$stageEnteredAt', operator: 'olderThan', value: stage.norm },
              ],
            },
          ]
        : [],
    ),
  );
  if (late.length === 0) return null;
  return {
    combinator: 'and',
    rules: [
      { field: '$owner', operator: '=', value: '$me' },
      { combinator: 'or', rules: late },
    ],
  };
}
