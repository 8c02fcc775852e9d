import { type ConditionGroup, type ConditionRule, OPERATORS, type Operator } from '@etapa/shared/conditions/condition';
import { arity } from '@etapa/shared/conditions/operators';
import type { JsonValue } from '@etapa/shared/fields/field';

/** A term as the builder holds it: react-querybuilder's rule, which may still be half chosen. */
export interface DraftRule {
  field: string;
  operator: string;
  value?: unknown;
  valueSource?: string;
}

export interface DraftGroup {
  combinator?: string;
  not?: boolean;
  rules: readonly (DraftRule | DraftGroup | string)[];
}

/**
 * What of a half-built condition can be asked already: terms without a value and groups left empty are dropped,
 * and with them the builder's own ids.
 */
export function complete(draft: DraftGroup): ConditionGroup {
  const rules: (ConditionRule | ConditionGroup)[] = [];
  for (const part of draft.rules) {
    if (typeof part === 'string') continue;
    if ('rules' in part) {
      const group = complete(part);
      if (group.rules.length > 0) rules.push(group);
      continue;
    }
    const rule = completeRule(part);
    if (rule) rules.push(rule);
  }
  return { combinator: draft.combinator === 'or' ? 'or' : 'and', ...(draft.not ? { not: true } : {}), rules };
}

export function isEmpty(condition: ConditionGroup | null | undefined): boolean {
  return !condition || condition.rules.length === 0;
}

/** Terms in the whole tree. */
export function termCount(condition: ConditionGroup): number {
  return condition.rules.reduce((sum, part) => sum + ('rules' in part ? termCount(part) : 1), 0);
}

function completeRule(draft: DraftRule): ConditionRule | null {
  const operator = OPERATORS.find((candidate): candidate is Operator => candidate === draft.operator);
  if (!operator || draft.field === '') return null;
  const shape = arity(operator);
  if (shape === 'none') return { field: draft.field, operator };
  const value = asJson(draft.value);
  if (value === undefined || value === null || value === '') return null;
  if (shape === 'many' && (!Array.isArray(value) || value.length === 0)) return null;
  if (shape === 'two' && !(Array.isArray(value) && value.length === 2 && value.every(given))) return null;
  if (shape === 'one' && Array.isArray(value)) return null;
  return {
    field: draft.field,
    operator,
    value,
    ...(draft.valueSource === 'field' ? { valueSource: 'field' as const } : {}),
  };
}

const given = (value: JsonValue): boolean => value !== null && value !== '';

function asJson(value: unknown): JsonValue | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (!Array.isArray(value)) return undefined;
  return value.map((item: unknown) => asJson(item) ?? null);
}
