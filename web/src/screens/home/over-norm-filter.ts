import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { overNormTerm } from '../../conditions/over-norm.ts';

/** My records that have been in their stage for longer than its norm; null when no open stage of the type has one. */
export function overNormFilter(type: EntityType, clock: StageClock): ConditionGroup | null {
  const late = overNormTerm(type, clock);
  return late && { combinator: 'and', rules: [{ field: '$owner', operator: '=', value: '$me' }, late] };
}
