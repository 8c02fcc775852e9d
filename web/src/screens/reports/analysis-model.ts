import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import { isGroup } from '@etapa/shared/conditions/tree';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import { type ColumnKind, DATASET_COLUMNS, sourceOf } from '@etapa/shared/reports/columns';
import { rowLink } from '@etapa/shared/reports/dataset-fields';
import type { Picture } from '@etapa/shared/reports/pictures';
import {
  DATASETS,
  type Dataset,
  type Grouping,
  groupKey,
  MEASURES,
  type Measure,
  measureKey,
  type ReportQuery,
} from '@etapa/shared/reports/query';
import { schemaOf } from '../../conditions/choices.ts';

type Fn = Measure['fn'];
export const FNS: readonly Fn[] = ['count', 'countDistinct', 'sum', 'avg', 'median', 'p90', 'min', 'max'];

const SYSTEM_GROUPS = [
  '$stage',
  '$stageGroup',
  '$owner',
  '$funnel',
  '$tags',
  '$createdAt',
  '$closedAt',
  '$stageEnteredAt',
  '$createdBy',
];
const WITHOUT_FUNNEL = new Set(['$owner', '$tags', '$createdAt', '$createdBy']);
const GROUPED = new Set<ColumnKind>(['key', 'user', 'dateTime']);

const GROUPABLE = new Set<Field['kind']>([
  'text',
  'select',
  'multiSelect',
  'boolean',
  'date',
  'dateTime',
  'user',
  'users',
  'link',
  'links',
  'integer',
  'percent',
  'autonumber',
]);
const NUMERIC = new Set<ColumnKind>(['number', 'money', 'seconds']);
const ORDERED = new Set<ColumnKind>(['number', 'money', 'seconds', 'date', 'dateTime']);

/**
 * What the rows of a dataset can be grouped by: its own columns first, then what every record has, then fields, then
 * those of linked records.
 */
export function groupChoices(type: EntityType, dataset: Dataset, types: readonly EntityType[] = []): string[] {
  const columns = Object.entries(DATASET_COLUMNS[dataset]).flatMap(([name, kind]) =>
    GROUPED.has(kind) || name === 'contact.competitor' ? [name] : [],
  );
  const system = SYSTEM_GROUPS.filter((name) => type.funnels?.length || WITHOUT_FUNNEL.has(name));
  const linked = linkedFields(type, types).filter(({ field }) => GROUPABLE.has(field.kind));
  return [...columns, ...system, ...groupableFields(type).map(({ key }) => key), ...linked.map(({ name }) => name)];
}

/** What a function can measure the rows of a dataset by: what `checkQuery` would accept. */
export function measuredChoices(
  type: EntityType,
  dataset: Dataset,
  fn: Fn,
  types: readonly EntityType[] = [],
): string[] {
  if (fn === 'count') return [];
  if (fn === 'countDistinct') return ['$id', ...groupChoices(type, dataset, types)];
  const wanted = fn === 'min' || fn === 'max' ? ORDERED : NUMERIC;
  const schema = schemaOf(type, types);
  const columns = Object.keys(DATASET_COLUMNS[dataset]);
  const system = ORDERED === wanted ? ['$createdAt', '$closedAt'] : [];
  const fields = type.fields.filter(({ retired }) => !retired).map(({ key }) => key);
  const linked = linkedFields(type, types).map(({ name }) => name);
  return [...columns, ...fields, ...linked, ...system].filter((name) => {
    const source = sourceOf(name, dataset, schema);
    return source !== undefined && !source.many && wanted.has(source.kind);
  });
}

/** Fields of the records that a link leads to, by the names conditions have for them. */
function linkedFields(type: EntityType, types: readonly EntityType[]): { name: string; field: Field }[] {
  return type.fields.flatMap((link) => {
    if (link.retired || link.kind !== 'link') return [];
    const target = types.find(({ key }) => key === link.target);
    return (target?.fields ?? []).flatMap((field) =>
      field.retired ? [] : [{ name: `${link.key}.${field.key}`, field }],
    );
  });
}

/** What a report shows at first. */
export const firstQuery = (type: EntityType): ReportQuery => ({
  dataset: 'records',
  entityType: type.key,
  groupBy: [grouping(type, 'records', type.funnels?.length ? '$stage' : '$createdAt')],
  measures: [{ fn: 'count' }],
  limit: 1000,
});

/** The query as its picture asks it: a cross table has totals at its edges. */
export const asPictured = (query: ReportQuery, picture: Picture): ReportQuery =>
  picture === 'pivot' ? { ...query, subtotals: true } : query;

/** A group by a field: by month where it is a time. */
export const grouping = (
  type: EntityType,
  dataset: Dataset,
  field: string,
  types: readonly EntityType[] = [],
): Grouping => (isTime(type, field, dataset, types) ? { field, bucket: 'month' } : { field });

/** The same query about other rows, without what those do not have. */
export function ofDataset(
  type: EntityType,
  query: ReportQuery,
  dataset: Dataset,
  types: readonly EntityType[] = [],
): ReportQuery {
  const choices = groupChoices(type, dataset, types);
  const kept = (query.groupBy ?? []).filter(({ field }) => choices.includes(field));
  const first = choices[0];
  const measures = query.measures.filter(
    ({ fn, field }) => field === undefined || measuredChoices(type, dataset, fn, types).includes(field),
  );
  const wasGrouped = (query.groupBy ?? []).length > 0;
  const { filter, ...rest } = query;
  // A filter by columns of the rows that were: others have none of them.
  const own = dataset === query.dataset || !filter || !namesRows(filter) ? { filter } : {};
  return tidy({
    ...rest,
    ...own,
    dataset,
    groupBy: kept.length > 0 || first === undefined || !wasGrouped ? kept : [grouping(type, dataset, first, types)],
    measures: measures.length > 0 ? measures : [{ fn: 'count' }],
    sort: undefined,
  });
}

/** A query without what its groups and measures no longer answer: sorts by them, the largest of no groups. */
export function tidy({ top, sort, measures: asked, ...rest }: ReportQuery): ReportQuery {
  const measures = asked.filter(
    (measure, at) => asked.findIndex((one) => measureKey(one) === measureKey(measure)) === at,
  );
  const query = { ...rest, measures };
  const { groupBy = [] } = query;
  const known = new Set([...groupBy.map(groupKey), ...measures.map(measureKey)]);
  const kept = sort?.filter((name) => known.has(name.replace(/^-/, '')));
  return {
    ...query,
    ...(kept && kept.length > 0 ? { sort: kept } : {}),
    ...(top && groupBy.length > 0 ? { top } : {}),
  };
}

const ROWS = DATASETS.flatMap((dataset) => rowLink(dataset)?.key ?? []);
const namesRows = (group: ConditionGroup): boolean =>
  group.rules.some((rule) =>
    isGroup(rule) ? namesRows(rule) : ROWS.some((name) => rule.field.startsWith(`${name}.`)),
  );

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

/** Whether groups of this field need a length: a day, a month … */
export function isTime(
  type: EntityType,
  field: string,
  dataset: Dataset = 'records',
  types: readonly EntityType[] = [],
): boolean {
  const kind = sourceOf(field, dataset, schemaOf(type, types))?.kind;
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
