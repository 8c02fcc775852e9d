import type { JsonValue } from '../fields/field.ts';
import type { ConditionGroup, ConditionRule } from './condition.ts';
import type { ConditionContext } from './context.ts';
import { holds } from './hold.ts';
import type { Operand } from './operand.ts';
import { type Term, termOf } from './term.ts';
import { isGroup } from './tree.ts';
import { storedValues } from './values.ts';

/** Why a term held or not. */
export interface TermExplanation {
  kind: 'term';
  /** JSON Pointer into the condition. */
  path: string;
  rule: ConditionRule;
  held: boolean;
  /** What the record holds: null for nothing, a list for several. */
  actual: JsonValue;
  /** What it held before the event, where the condition asked for a change. */
  before?: JsonValue;
  /** What it was compared with, `$now`, `$me` and fields replaced by what they stood for. */
  expected: JsonValue;
}

export interface GroupExplanation {
  kind: 'group';
  path: string;
  combinator: 'and' | 'or';
  not: boolean;
  held: boolean;
  rules: (TermExplanation | GroupExplanation)[];
}

/** Every term of a condition with its answer and both values: nothing is skipped. `held` is that of `evaluate`. */
export function explain(condition: ConditionGroup, context: ConditionContext, path = ''): GroupExplanation {
  const rules = condition.rules.map((node, index) => {
    const at = `${path}/rules/${index}`;
    return isGroup(node) ? explain(node, context, at) : explainTerm(node, context, at);
  });
  const not = condition.not === true;
  const any = rules.length === 0 || rules.some(({ held }) => held);
  const all = condition.combinator === 'or' ? any : rules.every(({ held }) => held);
  return { kind: 'group', path, combinator: condition.combinator, not, held: all !== not, rules };
}

function explainTerm(rule: ConditionRule, context: ConditionContext, path: string): TermExplanation {
  const term = termOf(rule, context);
  const { reference, test } = term;
  const actual = reference ? brief(storedValues(reference, context.record, context)) : null;
  const asksBefore = reference !== undefined && test.kind === 'changed' && context.before !== undefined;
  const before = asksBefore ? { before: brief(storedValues(reference, context.before ?? { doc: {} }, context)) } : {};
  return {
    kind: 'term',
    path,
    rule,
    held: holds(term, context),
    actual,
    ...before,
    expected: expectedOf(term, context),
  };
}

function expectedOf({ test }: Term, context: ConditionContext): JsonValue {
  const shown = (operands: Operand[] | undefined) =>
    brief(operands?.flatMap((operand) => shownOf(operand, context)) ?? []);
  if (test.kind === 'equals' || test.kind === 'order' || test.kind === 'text') return shown(test.operands);
  if (test.kind === 'between') return [shown(test.low), shown(test.high)];
  return test.kind === 'changed' ? shown(test.to ?? test.from) : null;
}

function shownOf(operand: Operand, context: ConditionContext): JsonValue[] {
  return operand.kind === 'field' ? storedValues(operand.reference, context.record, context) : [operand.shown];
}

function brief(values: JsonValue[]): JsonValue {
  return values.length > 1 ? values : (values[0] ?? null);
}
