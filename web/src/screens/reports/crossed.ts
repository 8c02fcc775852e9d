import type { QueryBehind } from '@etapa/shared/api/behind';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { type Grouping, groupKey, type ReportQuery } from '@etapa/shared/reports/query';
import type { ReportAnswer } from '../../data/reports.ts';
import { inOrder, keysInOrder } from './analysis-model.ts';

type Row = ReportAnswer['rows'][number];

/** A group of a grouping: its value, or the rest of what is not among the largest. */
export interface Place {
  key: JsonValue;
  others: boolean;
}

export const isOthers = (row: Row): boolean => row.others === true;

/** The groups of a grouping in the order in which they are shown, each once; the others last. */
export function placesOf(answer: ReportAnswer, query: ReportQuery, type: EntityType, at: number): Place[] {
  const grouping = query.groupBy?.[at];
  if (!grouping) return [];
  const key = groupKey(grouping);
  const found = new Map<string, Place>();
  for (const row of answer.rows) {
    const place: Place = { key: (row[key] ?? null) as JsonValue, others: at === 0 && isOthers(row) };
    found.set(JSON.stringify(place), place);
  }
  const places = [...found.values()];
  const known = places.filter(({ others }) => !others);
  const sorted = query.sort?.length && at === 0 ? known : inOrder(ascending(known), keysInOrder(type, grouping.field));
  return [...sorted, ...places.filter(({ others }) => others)];
}

/** Days and numbers from the first to the last, as they come by no list of the definition; the empty one after them. */
function ascending(places: Place[]): Place[] {
  const isOrdered = places.every(({ key }) => key === null || typeof key === 'number' || DAY.test(String(key)));
  if (!isOrdered) return places;
  return [...places].sort(({ key: one }, { key: other }) => {
    if (one === null || other === null) return Number(one === null) - Number(other === null);
    return Number(one > other) - Number(one < other);
  });
}

const DAY = /^\d{4}-\d\d-\d\d/;

/** The row in these groups, one for each grouping; undefined where nothing is. */
export function rowAt(answer: ReportAnswer, query: ReportQuery, places: (Place | undefined)[]): Row | undefined {
  const groupBy = query.groupBy ?? [];
  return answer.rows.find((row) =>
    groupBy.every((grouping, at) => {
      const place = places[at];
      return (
        place !== undefined &&
        (at > 0 || isOthers(row) === place.others) &&
        (place.others || (row[groupKey(grouping)] ?? null) === place.key)
      );
    }),
  );
}

/** The records behind a row of an answer; of no row, behind everything. */
export function behindRow(answer: ReportAnswer, query: ReportQuery, row: Row | null): QueryBehind {
  const { dataset, filter, team, groupBy = [] } = query;
  if (!row) return { report: 'query', dataset, filter, team };
  const value = (grouping: Grouping) => (row[groupKey(grouping)] ?? null) as string | number | boolean | null;
  const [first, ...rest] = groupBy;
  if (!first || !isOthers(row)) {
    return {
      report: 'query',
      dataset,
      filter,
      team,
      groupBy,
      group: Object.fromEntries(groupBy.map((grouping) => [groupKey(grouping), value(grouping)])),
    };
  }
  const among = answer.rows
    .filter((one) => !isOthers(one))
    .map((one) => (one[groupKey(first)] ?? null) as string | null);
  return {
    report: 'query',
    dataset,
    filter,
    team,
    groupBy,
    except: [...new Set(among)],
    group: Object.fromEntries(rest.map((grouping) => [groupKey(grouping), value(grouping)])),
  };
}
