import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import {
  type Dataset,
  type Grouping,
  MEASURES,
  type Measure,
  measureKey,
  type ReportQuery,
} from '@etapa/shared/reports/query';

type Fn = Measure['fn'];
export const FNS: readonly Fn[] = ['count', 'sum', 'avg', 'median', 'p90', 'min', 'max'];

const SYSTEM_GROUPS = ['$stage', '$stageGroup', '$owner', '$funnel', '$createdAt', '$closedAt', '$stageEnteredAt'];
const WITHOUT_FUNNEL = new Set(['$owner', '$createdAt']);
const GROUPED = new Set(['key', 'user', 'dateTime']);

const GROUPABLE = new Set<Field['kind']>([
  'text',
  'select',
  'multiSelect',
  'boolean',
  'date',
  'dateTime',
  'user',
  'link',
  'integer',
  'percent',
]);
const NUMERIC = new Set<Field['kind']>(['integer', 'number', 'money', 'percent']);

/** What the rows of a dataset can be grouped by: its own columns first, then what every record has, then fields. */
export function groupChoices(type: EntityType, dataset: Dataset): string[] {
  const columns = Object.entries(DATASET_COLUMNS[dataset]).flatMap(([name, kind]) => (GROUPED.has(kind) ? [name] : []));
  const system = SYSTEM_GROUPS.filter((name) => type.funnels?.length || WITHOUT_FUNNEL.has(name));
  return [...columns, ...system, ...groupableFields(type).map(({ key }) => key)];
}

/** What the rows of a dataset can be measured by, besides being counted. */
export function measuredChoices(type: EntityType, dataset: Dataset): string[] {
  const columns = Object.entries(DATASET_COLUMNS[dataset]).flatMap(([name, kind]) =>
    kind === 'seconds' ? [name] : [],
  );
  return [...columns, ...numericFields(type).map(({ key }) => key)];
}

/** What a report shows at first. */
export const firstQuery = (type: EntityType): ReportQuery => ({
  dataset: 'records',
  entityType: type.key,
  groupBy: [grouping(type, 'records', type.funnels?.length ? '$stage' : '$createdAt')],
  measures: [{ fn: 'count' }],
  limit: 1000,
});

const RECORDS: Measure = { fn: 'countDistinct', field: '$id' };

/** The query, also asking how many records its rows are of where they are not records: as many as a list shows. */
export const withRecords = (query: ReportQuery): ReportQuery =>
  query.dataset === 'records' ? query : { ...query, measures: [...query.measures, RECORDS] };

/** How many records a row of the answer to `withRecords` is of; undefined where its rows are records. */
export function recordsOf(row: { [key: string]: unknown }): number | undefined {
  const count = row[measureKey(RECORDS)];
  return typeof count === 'number' ? count : undefined;
}

/** A group by a field: by month where it is a time. */
export const grouping = (type: EntityType, dataset: Dataset, field: string): Grouping =>
  isTime(type, field, dataset) ? { field, bucket: 'month' } : { field };

/** The same query about other rows, without what those do not have. */
export function ofDataset(type: EntityType, query: ReportQuery, dataset: Dataset): ReportQuery {
  const choices = groupChoices(type, dataset);
  const kept = (query.groupBy ?? []).filter(({ field }) => choices.includes(field));
  const first = choices[0];
  const measured = measuredChoices(type, dataset);
  const measures = query.measures.filter(({ field }) => field === undefined || measured.includes(field));
  return {
    ...query,
    dataset,
    groupBy: kept.length > 0 || first === undefined ? kept : [grouping(type, dataset, first)],
    measures: measures.length > 0 ? measures : [{ fn: 'count' }],
  };
}

/** A query that came with an address, if it is one: the server checks the rest. */
export function queryOf(value: unknown, type: EntityType): ReportQuery | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const asked = value as Partial<ReportQuery>;
  if (!asked.dataset || !Object.hasOwn(DATASET_COLUMNS, asked.dataset) || !Array.isArray(asked.measures))
    return undefined;
  if (!asked.measures.every((measure) => MEASURES.includes(measure?.fn))) return undefined;
  if (asked.groupBy !== undefined && !Array.isArray(asked.groupBy)) return undefined;
  return { ...asked, dataset: asked.dataset, measures: asked.measures, entityType: type.key };
}

const groupableFields = (type: EntityType): Field[] =>
  type.fields.filter((field) => !field.retired && GROUPABLE.has(field.kind));

const numericFields = (type: EntityType): Field[] =>
  type.fields.filter((field) => !field.retired && NUMERIC.has(field.kind));

/** Whether groups of this field need a length: a day, a month … */
export function isTime(type: EntityType, field: string, dataset: Dataset = 'records'): boolean {
  if (DATASET_COLUMNS[dataset][field] === 'dateTime') return true;
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
  if (group === '$stage' || group === 'visit.stage')
    return (type.funnels ?? []).flatMap((funnel) => funnel.stages.map((stage) => stage.key));
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
