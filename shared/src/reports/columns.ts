import type { ConditionSchema } from '../conditions/context.ts';
import { resolveField } from '../conditions/reference.ts';
import type { FieldSettings, Label } from '../fields/field.ts';
import type { Family } from '../fields/kind.ts';
import { type Dataset, type Grouping, groupKey, type Measure, measureKey, type ReportQuery } from './query.ts';

/** What a column holds. `money` is a number in one currency, or `{EUR: n, USD: n}` where it differs by record. */
export type ColumnKind = Family | 'money' | 'seconds';

/** One column of an answer: rows hold its value under `key`. */
export interface Column {
  key: string;
  kind: ColumnKind;
  role: 'group' | 'measure';
  /** The field's own label; absent for system fields and counts, which the reader's catalogue names. */
  label?: Label;
}

/** Something a report can group or measure by. */
export interface Source {
  kind: ColumnKind;
  /** A record may hold several values and then stands in several groups. */
  many: boolean;
  field?: FieldSettings;
}

/** What each dataset has besides the fields of its record. */
export const DATASET_COLUMNS: { readonly [Name in Dataset]: { readonly [column: string]: ColumnKind } } = {
  records: {},
  stageVisits: {
    'visit.funnel': 'key',
    'visit.stage': 'key',
    'visit.enteredAt': 'dateTime',
    'visit.leftAt': 'dateTime',
    'visit.enteredBy': 'user',
    /** Length of a visit that ended. */
    'visit.seconds': 'seconds',
  },
  tasks: {
    'task.id': 'id',
    'task.title': 'text',
    'task.status': 'key',
    /** `done`, `doneLate`, `open` or `overdue`: the state and the deadline together. */
    'task.timeliness': 'key',
    'task.priority': 'key',
    'task.assigneeId': 'user',
    'task.dueAt': 'dateTime',
    'task.createdAt': 'dateTime',
    'task.completedAt': 'dateTime',
  },
  events: {
    'event.kind': 'key',
    'event.at': 'dateTime',
    'event.actor': 'user',
  },
  contacts: {
    'contact.kind': 'key',
    /** When it was, which may be before it was written down. */
    'contact.at': 'dateTime',
    'contact.by': 'user',
    'contact.competitor': 'text',
  },
};

/** What a name in a query stands for; undefined where the dataset and the record have no such thing. */
export function sourceOf(name: string, dataset: Dataset, schema: ConditionSchema): Source | undefined {
  const columns = DATASET_COLUMNS[dataset];
  const own = Object.hasOwn(columns, name) ? columns[name] : undefined;
  if (own) return { kind: own, many: false };
  const reference = resolveField(name, schema);
  if (!reference) return undefined;
  const many = reference.many || reference.link?.kind === 'links';
  if (reference.source.kind === 'system') return { kind: reference.family, many };
  const { field } = reference.source;
  return { kind: field.kind === 'money' ? 'money' : reference.family, many, field };
}

/** The columns of the answer to a query that `checkQuery` accepts: groups, then measures, in its order. */
export function columnsOf(query: ReportQuery, schema: ConditionSchema): Column[] {
  const groups = (query.groupBy ?? []).map((grouping) => groupColumn(grouping, query.dataset, schema));
  return [...groups, ...query.measures.map((measure) => measureColumn(measure, query.dataset, schema))];
}

function groupColumn(grouping: Grouping, dataset: Dataset, schema: ConditionSchema): Column {
  const source = sourceOf(grouping.field, dataset, schema);
  const kind = grouping.bucket ? 'date' : (source?.kind ?? 'text');
  return { key: groupKey(grouping), kind, role: 'group', ...labelled(source) };
}

function measureColumn(measure: Measure, dataset: Dataset, schema: ConditionSchema): Column {
  const source = measure.field === undefined ? undefined : sourceOf(measure.field, dataset, schema);
  const counts = measure.fn === 'count' || measure.fn === 'countDistinct';
  const kind = counts ? 'number' : (source?.kind ?? 'number');
  return { key: measureKey(measure), kind, role: 'measure', ...labelled(source) };
}

const labelled = (source: Source | undefined): { label?: Label } =>
  source?.field ? { label: source.field.label } : {};
