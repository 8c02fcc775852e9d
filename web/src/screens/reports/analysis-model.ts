import type { EntityType, Field } from '@etapa/shared/definition/entity-type';

export type Fn = 'count' | 'countDistinct' | 'sum' | 'avg' | 'min' | 'max' | 'median' | 'p90';
export const FNS: readonly Fn[] = ['count', 'sum', 'avg', 'median', 'p90', 'min', 'max', 'countDistinct'];

export const BUCKETS = ['day', 'week', 'month', 'quarter', 'year'] as const;
export type Bucket = (typeof BUCKETS)[number];

export const SYSTEM_GROUPS = [
  '$stage',
  '$stageGroup',
  '$owner',
  '$funnel',
  '$createdAt',
  '$closedAt',
  '$stageEnteredAt',
] as const;

const GROUPABLE = new Set<Field['kind']>([
  'text',
  'select',
  'boolean',
  'date',
  'dateTime',
  'user',
  'link',
  'integer',
  'percent',
]);
const NUMERIC = new Set<Field['kind']>(['integer', 'number', 'money', 'percent']);

export const groupableFields = (type: EntityType): Field[] =>
  type.fields.filter((field) => !field.retired && GROUPABLE.has(field.kind));

export const numericFields = (type: EntityType): Field[] =>
  type.fields.filter((field) => !field.retired && NUMERIC.has(field.kind));

/** Whether groups of this field need a length: a day, a month … */
export function isTime(type: EntityType, field: string): boolean {
  if (field === '$createdAt' || field === '$closedAt' || field === '$stageEnteredAt') return true;
  const kind = type.fields.find((one) => one.key === field)?.kind;
  return kind === 'date' || kind === 'dateTime';
}

/** A number of an answer: a plain one, or the sum of one currency where there is only one; else null. */
export function plainNumber(value: unknown): number | null {
  if (typeof value === 'number') return value;
  if (value && typeof value === 'object') {
    const parts = Object.values(value);
    return parts.length === 1 && typeof parts[0] === 'number' ? parts[0] : null;
  }
  return null;
}

/** Keys of a group whose order the definition gives (stages, outcomes, options); null where it gives none. */
export function keysInOrder(type: EntityType, group: string): readonly string[] | null {
  if (group === '$stage') return (type.funnels ?? []).flatMap((funnel) => funnel.stages.map((stage) => stage.key));
  if (group === '$stageGroup') return ['open', 'won', 'lost'];
  return type.fields.find((field) => field.key === group)?.options?.map((option) => option.key) ?? null;
}

/** Rows by the order of their keys; rows of other keys after them, as they came. */
export function inOrder<Row extends { key: unknown }>(rows: Row[], keys: readonly string[] | null): Row[] {
  if (!keys) return rows;
  const place = (row: Row) => {
    const at = keys.indexOf(String(row.key));
    return at === -1 ? keys.length : at;
  };
  return [...rows].sort((one, other) => place(one) - place(other));
}
