import type { JsonValue } from '../fields/field.ts';

export const OPERATORS = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'between',
  'notBetween',
  'in',
  'notIn',
  'contains',
  'doesNotContain',
  'beginsWith',
  'doesNotBeginWith',
  'endsWith',
  'doesNotEndWith',
  'null',
  'notNull',
  'olderThan',
  'withinLast',
  'withinNext',
  'changed',
  'changedFrom',
  'changedTo',
] as const;

export type Operator = (typeof OPERATORS)[number];

/** One term. `field` is a field key, `$system` field or one link followed (`company.region`). */
export interface ConditionRule {
  id?: string;
  field: string;
  operator: Operator;
  value?: JsonValue;
  /** `field`: `value` names another field to compare with. */
  valueSource?: 'value' | 'field';
}

/** react-querybuilder's rule group. An empty group is true. */
export interface ConditionGroup {
  id?: string;
  combinator: 'and' | 'or';
  not?: boolean;
  rules: (ConditionRule | ConditionGroup)[];
}

export const SYSTEM_FIELDS = [
  '$id',
  '$number',
  '$title',
  '$funnel',
  '$stage',
  '$stageGroup',
  '$owner',
  '$tags',
  '$createdAt',
  '$createdBy',
  '$updatedAt',
  '$stageEnteredAt',
  '$lastActivityAt',
  '$closedAt',
] as const;

export type SystemField = (typeof SYSTEM_FIELDS)[number];
