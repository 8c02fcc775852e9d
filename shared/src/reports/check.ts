import { check } from '../conditions/check.ts';
import type { ConditionSchema } from '../conditions/context.ts';
import type { Fault } from '../fields/fault.ts';
import { type ColumnKind, columnsOf, sourceOf } from './columns.ts';
import { datasetSchema } from './dataset-fields.ts';
import { type Grouping, groupKey, type Measure, type MeasureFunction, measureKey, type ReportQuery } from './query.ts';

/** Kinds each function can take; absent: any. */
const TAKES: { [Name in MeasureFunction]?: readonly ColumnKind[] } = {
  sum: ['number', 'money', 'seconds'],
  avg: ['number', 'money', 'seconds'],
  median: ['number', 'money', 'seconds'],
  p90: ['number', 'money', 'seconds'],
  min: ['number', 'money', 'seconds', 'date', 'dateTime'],
  max: ['number', 'money', 'seconds', 'date', 'dateTime'],
};

/**
 * What a query asks that cannot be answered, all of it at once. Its shape is the request schema's to check.
 *
 * @param schema the entity type queried, and those its links lead to
 * @returns faults with JSON pointers into the query
 */
export function checkQuery(query: ReportQuery, schema: ConditionSchema): Fault[] {
  return [
    ...(query.filter === undefined
      ? []
      : check(query.filter, datasetSchema(query.dataset, schema), { path: '/filter' })),
    ...(query.groupBy ?? []).flatMap((grouping, index) => groupFaults(grouping, `/groupBy/${index}`, query, schema)),
    ...query.measures.flatMap((measure, index) => measureFaults(measure, `/measures/${index}`, query, schema)),
    ...repeated((query.groupBy ?? []).map(groupKey), '/groupBy'),
    ...repeated(query.measures.map(measureKey), '/measures'),
    ...sortFaults(query, schema),
    ...topFaults(query, schema),
  ];
}

/** A row with several values may stand in a group and in the others at once: the others would not be the rest. */
function topFaults({ top, groupBy = [], dataset }: ReportQuery, schema: ConditionSchema): Fault[] {
  if (!top) return [];
  const [first] = groupBy;
  if (!first) return [{ path: '/top', code: 'required', message: 'The largest groups need a grouping.' }];
  if (!top.others || !groupBy.some(({ field }) => sourceOf(field, dataset, schema)?.many)) return [];
  return [{ path: '/top/others', code: 'wrong_kind', message: 'A record may stand in several of these groups.' }];
}

function groupFaults({ field, bucket }: Grouping, path: string, query: ReportQuery, schema: ConditionSchema): Fault[] {
  const source = sourceOf(field, query.dataset, schema);
  if (!source) return [unknownField(path, field)];
  if (source.kind === 'rows') {
    return [
      { path: `${path}/field`, code: 'wrong_kind', message: `Records cannot be grouped by the rows of "${field}".` },
    ];
  }
  if (bucket === undefined || source.kind === 'date' || source.kind === 'dateTime') return [];
  return [{ path: `${path}/bucket`, code: 'wrong_kind', message: `"${field}" is not a date, so it has no ${bucket}.` }];
}

function measureFaults({ fn, field }: Measure, path: string, query: ReportQuery, schema: ConditionSchema): Fault[] {
  if (field === undefined) {
    return fn === 'count' ? [] : [{ path: `${path}/field`, code: 'required', message: `"${fn}" needs a field.` }];
  }
  const source = sourceOf(field, query.dataset, schema);
  if (!source) return [unknownField(path, field)];
  const takes = TAKES[fn];
  if (takes ? takes.includes(source.kind) && !source.many : source.kind !== 'rows') return [];
  return [{ path: `${path}/field`, code: 'wrong_kind', message: `"${fn}" cannot be taken of "${field}".` }];
}

function sortFaults(query: ReportQuery, schema: ConditionSchema): Fault[] {
  const keys = new Set(columnsOf(query, schema).map(({ key }) => key));
  return (query.sort ?? []).flatMap((name, index) => {
    const key = name.replace(/^-/, '');
    if (keys.has(key)) return [];
    return [{ path: `/sort/${index}`, code: 'unknown_column', message: `The answer has no column "${key}".` }];
  });
}

function repeated(keys: string[], path: string): Fault[] {
  return keys.flatMap((key, index) =>
    keys.indexOf(key) === index
      ? []
      : [{ path: `${path}/${index}`, code: 'duplicate', message: `"${key}" is asked for twice.` }],
  );
}

const unknownField = (path: string, field: string): Fault => ({
  path: `${path}/field`,
  code: 'unknown_field',
  message: `There is no field "${field}".`,
});
