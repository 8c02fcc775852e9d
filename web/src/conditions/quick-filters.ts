import type { ConditionGroup, ConditionRule } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { StageClock } from '@etapa/shared/definition/over-norm';
import { overNormTerm, sameOverNorm } from './over-norm.ts';

export const QUICK_FILTERS = ['mine', 'openOnly', 'closedOnly', 'overNorm', 'idle'] as const;
export type QuickFilter = (typeof QUICK_FILTERS)[number];

/** The term behind a chip; null where the type gives it no meaning. */
export function quickTerm(
  name: QuickFilter,
  type: EntityType,
  clock: StageClock,
): ConditionRule | ConditionGroup | null {
  const stages = (type.funnels ?? []).flatMap((funnel) => funnel.stages);
  switch (name) {
    case 'mine':
      return { field: '$owner', operator: '=', value: '$me' };
    case 'openOnly':
      return stages.length > 0 ? { field: '$stageGroup', operator: '=', value: 'open' } : null;
    case 'closedOnly':
      return stages.length > 0 ? { field: '$stageGroup', operator: 'in', value: ['won', 'lost'] } : null;
    case 'overNorm':
      return overNormTerm(type, clock);
    case 'idle':
      return { field: '$lastActivityAt', operator: 'olderThan', value: 'P14D' };
  }
}

/** Whether two terms ask the same; those about norms do so at whatever moment. */
export const sameTerm = (left: ConditionRule | ConditionGroup, right: ConditionRule | ConditionGroup): boolean =>
  JSON.stringify(left) === JSON.stringify(right) || sameOverNorm(left, right);

const isPlainAnd = (condition: ConditionGroup): boolean => condition.combinator === 'and' && !condition.not;

/** Whether a chip is on: its term stands among those that all must hold. */
export function hasTerm(condition: ConditionGroup | undefined, term: ConditionRule | ConditionGroup): boolean {
  return Boolean(condition && isPlainAnd(condition) && condition.rules.some((rule) => sameTerm(rule, term)));
}

/** The condition with a chip turned on or off; undefined when nothing is left to ask. */
export function toggleTerm(
  condition: ConditionGroup | undefined,
  term: ConditionRule | ConditionGroup,
): ConditionGroup | undefined {
  if (!condition || condition.rules.length === 0) return { combinator: 'and', rules: [term] };
  if (!isPlainAnd(condition)) return { combinator: 'and', rules: [condition, term] };
  const rules = hasTerm(condition, term)
    ? condition.rules.filter((rule) => !sameTerm(rule, term))
    : [...condition.rules, term];
  return rules.length > 0 ? { ...condition, rules } : undefined;
}
