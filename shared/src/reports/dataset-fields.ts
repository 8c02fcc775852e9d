import type { ConditionFields, ConditionSchema } from '../conditions/context.ts';
import type { FieldSettings } from '../fields/field.ts';
import { type ColumnKind, DATASET_COLUMNS } from './columns.ts';
import type { Dataset } from './query.ts';

/** What the rows of a dataset are called in conditions, before the dot: `task.status`. */
const ROW_NAMES: { [Name in Dataset]: string | null } = {
  records: null,
  stageVisits: 'visit',
  tasks: 'task',
  events: 'event',
  contacts: 'contact',
};

const KINDS: { [Name in ColumnKind]?: FieldSettings['kind'] } = {
  user: 'user',
  dateTime: 'dateTime',
  seconds: 'number',
  number: 'number',
  key: 'select',
};

/** The name that a dataset's rows have as the target of a link: no entity type has one like it. */
export const rowsTarget = (dataset: Dataset): string => `$${dataset}`;

/** The dataset whose rows a link's target stands for; undefined for an entity type. */
export const datasetOf = (target: string): Dataset | undefined =>
  target.startsWith('$')
    ? (Object.keys(ROW_NAMES) as Dataset[]).find((name) => rowsTarget(name) === target)
    : undefined;

/** The row of a dataset as conditions see it from the record: one link, followed like any other. Null of records. */
export function rowLink(dataset: Dataset): FieldSettings | null {
  const key = ROW_NAMES[dataset];
  return key === null ? null : { key, label: key, kind: 'link', target: rowsTarget(dataset) };
}

/** The columns of a dataset as fields of its row. */
export function rowFields(dataset: Dataset): FieldSettings[] {
  return Object.entries(DATASET_COLUMNS[dataset]).map(([name, kind]) => {
    const key = name.slice(name.indexOf('.') + 1);
    return { key, label: key, kind: KINDS[kind] ?? 'text' };
  });
}

/**
 * What the filter of a query may speak of: fields of the record, and the columns of the dataset's rows by their names.
 * A row's name comes before a field of the record that is called the same.
 */
export function datasetSchema(dataset: Dataset, schema: ConditionSchema): ConditionSchema {
  const link = rowLink(dataset);
  if (!link) return schema;
  const rows: ConditionFields = { fields: rowFields(dataset) };
  return {
    ...schema,
    fields: [link, ...schema.fields.filter(({ key }) => key !== link.key)],
    linkedType: (target) => (target === link.target ? rows : schema.linkedType?.(target)),
  };
}
