import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType, Funnel } from '@etapa/shared/definition/entity-type';
import { type BoardClock, overNormBefore } from '../fields/stage-age.ts';

/**
 * The records that have been in their stage for longer than its norm, by each stage's own clock.
 *
 * @param funnels of the type; all of them unless told
 * @returns null when no open stage has a norm
 */
export function overNormTerm(
  type: EntityType,
  clock: BoardClock,
  funnels: readonly Funnel[] = type.funnels ?? [],
): ConditionGroup | null {
  const late = funnels.flatMap((funnel) =>
    funnel.stages.flatMap((stage): ConditionGroup[] => {
      if (stage.group !== 'open' || !stage.norm) return [];
      const before = overNormBefore(stage, clock);
      const since: ConditionRule = before
        ? { field: '$stageEnteredAt', operator: '<', value: before.toISOString() }
        : { field: '$stageEnteredAt', operator: 'olderThan', value: stage.norm };
      return [
        {
          combinator: 'and',
          rules: [
            { field: '$funnel', operator: '=', value: funnel.key },
            { field: '$stage', operator: '=', value: stage.key },
            since,
          ],
        },
      ];
    }),
  );
  return late.length > 0 ? { combinator: 'or', rules: late } : null;
}
