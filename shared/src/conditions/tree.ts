import type { ConditionGroup, ConditionRule } from './condition.ts';

/** Deepest nesting and most terms of one condition. */
export const MAX_DEPTH = 20;
export const MAX_TERMS = 500;

export function isGroup(node: ConditionRule | ConditionGroup): node is ConditionGroup {
  return 'rules' in node;
}

/** Every term of a condition, in reading order. */
export function rulesOf(condition: ConditionGroup): ConditionRule[] {
  return condition.rules.flatMap((node) => (isGroup(node) ? rulesOf(node) : [node]));
}

/**
 * Every field a condition reads, as written (`amount`, `$stage`, `company.region`), each once;
 * fields compared with included.
 */
export function fieldsOf(condition: ConditionGroup): string[] {
  const names = rulesOf(condition).flatMap((rule) => {
    const other = rule.valueSource === 'field' ? valueFields(rule) : [];
    return [rule.field, ...other];
  });
  return [...new Set(names)];
}

function valueFields({ value }: ConditionRule): string[] {
  const values = Array.isArray(value) ? value : typeof value === 'string' ? value.split(',') : [];
  return values.filter((name): name is string => typeof name === 'string').map((name) => name.trim());
}
