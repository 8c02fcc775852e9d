import { RULE_ACTOR, SYSTEM_ACTOR } from '@etapa/shared/reports/actors';
import { DATASET_COLUMNS } from '@etapa/shared/reports/columns';
import type { Dataset } from '@etapa/shared/reports/query';
import { literal } from './conditions-fold.ts';
import type { QuickValue } from './report-parts.ts';

type ColumnType = 'text' | 'numeric' | 'uuid' | 'timestamptz';

/** Tables joined to a record by each dataset, under the alias `d`. */
export const DATASET_TABLES: { [Name in Dataset]: string | null } = {
  records: null,
  stageVisits: 'stage_visits',
  tasks: 'tasks',
  events: 'events',
  contacts: 'contacts',
};

/** Who did something: a person's id, `rule:` and the rule's key, or `system:etapa` for what happens by itself. @param actor SQL */
function actorKey(actor: string): string {
  return `coalesce(${actor} ->> 'userId', CASE ${actor} ->> 'kind' WHEN 'rule' THEN '${RULE_ACTOR}' || (${actor} ->> 'id')
    WHEN 'system' THEN '${SYSTEM_ACTOR}' ELSE ${actor} ->> 'id' END)`;
}

/** Columns of the datasets as SQL, by the names of `DATASET_COLUMNS`. */
const COLUMNS: { [name: string]: [value: string, type: ColumnType] } = {
  'visit.funnel': ['d.funnel', 'text'],
  'visit.stage': ['d.stage', 'text'],
  'visit.enteredAt': ['d.entered_at', 'timestamptz'],
  'visit.leftAt': ['d.left_at', 'timestamptz'],
  'visit.enteredBy': [actorKey('d.entered_by'), 'text'],
  'visit.seconds': ['extract(epoch FROM d.left_at - d.entered_at)', 'numeric'],
  'task.id': ['d.id', 'uuid'],
  'task.title': ['d.title', 'text'],
  'task.status': ['d.status', 'text'],
  'task.priority': ['d.priority', 'text'],
  'task.assigneeId': ['d.assignee_id', 'uuid'],
  'task.dueAt': ['d.due_at', 'timestamptz'],
  'task.createdAt': ['d.created_at', 'timestamptz'],
  'task.completedAt': ['d.completed_at', 'timestamptz'],
  'event.kind': ['d.kind', 'text'],
  'event.at': ['d.at', 'timestamptz'],
  'event.actor': [actorKey('d.actor'), 'text'],
  'contact.kind': ['d.kind', 'text'],
  'contact.at': ['d.at', 'timestamptz'],
  'contact.by': [actorKey('d.created_by'), 'text'],
  'contact.competitor': [`nullif(btrim(d.competitor), '')`, 'text'],
};

/**
 * A column of a dataset's row `d` as SQL; undefined where the dataset has none of that name.
 *
 * @param now ISO 8601: decides what is overdue
 */
export function datasetColumn(
  dataset: Dataset,
  name: string,
  now: string,
): { value: string; type: ColumnType } | undefined {
  if (!Object.hasOwn(DATASET_COLUMNS[dataset], name)) return undefined;
  if (name === 'task.timeliness') return { value: timeliness(now), type: 'text' };
  const [value, type] = COLUMNS[name] ?? [];
  if (value === undefined || type === undefined) throw new Error(`A dataset's column has no SQL: ${name}`);
  return { value, type };
}

/** Columns in whole numbers: lengths in microseconds, of which they are made. */
export const QUICK_COLUMNS: { [name: string]: QuickValue } = {
  'visit.seconds': {
    value: `(date_part('epoch', d.left_at - d.entered_at) * 1000000)::bigint`,
    present: 'd.left_at',
    of: 1_000_000,
  },
};

const timeliness = (now: string): string => `CASE
  WHEN d.completed_at IS NOT NULL THEN CASE WHEN d.completed_at > d.due_at THEN 'doneLate' ELSE 'done' END
  WHEN d.due_at < ${literal(now)}::timestamptz THEN 'overdue' ELSE 'open' END`;

/** The row `d` as a document, so that conditions ask of it as they ask of records: absent where it is NULL. */
export function datasetDocument(dataset: Dataset, now: string): string {
  const pairs = Object.keys(DATASET_COLUMNS[dataset]).flatMap((name) => {
    const column = datasetColumn(dataset, name, now);
    if (!column) return [];
    const key = name.slice(name.indexOf('.') + 1);
    return [`${literal(key)}, ${column.type === 'timestamptz' ? stored(column.value) : column.value}`];
  });
  return `jsonb_strip_nulls(jsonb_build_object(${pairs.join(', ')}))`;
}

/** A moment as documents hold it: in UTC, with milliseconds only where there are any. */
const stored = (value: string): string =>
  `replace(to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), '.000Z', 'Z')`;
