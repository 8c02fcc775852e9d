import type { ConditionGroup, ConditionRule } from '../conditions/condition.ts';

const TESTS: { [operator: string]: (left: string, right: string) => string } = {
  contains: (left, right) => `contains(${left}, ${right})`,
  doesNotContain: (left, right) => `not(contains(${left}, ${right}))`,
  beginsWith: (left, right) => `starts with(${left}, ${right})`,
  doesNotBeginWith: (left, right) => `not(starts with(${left}, ${right}))`,
  endsWith: (left, right) => `ends with(${left}, ${right})`,
  doesNotEndWith: (left, right) => `not(ends with(${left}, ${right}))`,
  null: (left) => `${left} = null`,
  notNull: (left) => `${left} != null`,
  in: (left, right) => `list contains(${right}, ${left})`,
  notIn: (left, right) => `not(list contains(${right}, ${left}))`,
  olderThan: (left, right) => `${left} < now() - duration(${right})`,
  withinLast: (left, right) => `${left} >= now() - duration(${right})`,
  withinNext: (left, right) => `${left} <= now() + duration(${right})`,
};

/** A condition as other programs show it: in FEEL. What Etapa goes by is its own note beside it. */
export function conditionText(group: ConditionGroup): string {
  const parts = group.rules.map((rule) => ('rules' in rule ? `(${conditionText(rule)})` : termText(rule)));
  const all = parts.length > 0 ? parts.join(` ${group.combinator} `) : 'true';
  return group.not ? `not(${all})` : all;
}

function termText({ field, operator, value, valueSource }: ConditionRule): string {
  const left = field.replace(/^\$/, 'record.');
  if (operator === 'between' || operator === 'notBetween') {
    const [low, high] = Array.isArray(value) ? value : [value, value];
    const test = `${left} in [${JSON.stringify(low)}..${JSON.stringify(high)}]`;
    return operator === 'between' ? test : `not(${test})`;
  }
  const right = valueSource === 'field' ? String(value) : JSON.stringify(value ?? null);
  return TESTS[operator]?.(left, right) ?? `${left} ${operator} ${right}`;
}
