import type { ConditionGroup, ConditionRule } from './condition.ts';
import type { ConditionContext } from './context.ts';
import { holds } from './hold.ts';
import { termOf } from './term.ts';
import { isGroup } from './tree.ts';

/**
 * Whether a condition holds for a record, in memory. The same answer as its SQL
 * (`server/src/store/conditions.ts`), whatever the record. Terms that `check` would refuse do not hold.
 */
export function evaluate(condition: ConditionGroup, context: ConditionContext): boolean {
  const held = (node: ConditionRule | ConditionGroup): boolean =>
    isGroup(node) ? evaluate(node, context) : holds(termOf(node, context), context);
  const all =
    condition.rules.length === 0 ||
    (condition.combinator === 'or' ? condition.rules.some(held) : condition.rules.every(held));
  return condition.not === true ? !all : all;
}
