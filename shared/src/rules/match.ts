import type { ConditionContext } from '../conditions/context.ts';
import { explain, type GroupExplanation } from '../conditions/explain.ts';
import type { PastEvent } from './event.ts';
import { LONGEST_CHAIN } from './next.ts';
import type { Rule, Trigger } from './rule.ts';
import { mayWaitFor, triggerKindOf } from './triggers/kinds.ts';

/** Whether an event sets a rule off, and why not. */
export type Match =
  | { fires: true; when: GroupExplanation | null }
  | { fires: false; because: 'trigger' }
  | { fires: false; because: 'when'; when: GroupExplanation }
  /** It would fire, but rules have set each other off too often. */
  | { fires: false; because: 'chain'; when: GroupExplanation | null };

/** Whether the trigger alone meets the event: asked first, since it needs nothing of the record. */
export function triggered(rule: Rule, event: PastEvent): boolean {
  const kind = triggerKindOf(rule.trigger.kind);
  if (!kind?.matches(rule.trigger, event)) return false;
  return kind.ownRule !== true || event.data.rule === rule.key;
}

/** Whether an event of its record is what a waiting run waits for. */
export function endsWait(wait: Trigger, event: PastEvent): boolean {
  const kind = triggerKindOf(wait.kind);
  return kind !== undefined && mayWaitFor(kind) && kind.matches(wait, event);
}

/**
 * Whether a rule fires on an event.
 *
 * @param context of the record as it was right after the event, with `before` for `changed…`
 */
export function match(rule: Rule, event: PastEvent, context: ConditionContext): Match {
  if (!triggered(rule, event)) return { fires: false, because: 'trigger' };
  const when = rule.when ? explain(rule.when, context) : null;
  if (when && !when.held) return { fires: false, because: 'when', when };
  if (event.cause.depth >= LONGEST_CHAIN) return { fires: false, because: 'chain', when };
  return { fires: true, when };
}
