import { type Grouping, groupKey } from '@etapa/shared/reports/query';
import type { Cell } from '../../connectors/workbooks/cell.ts';
import { type Place, placesOf } from './query-chart.ts';
import { columnWords, groupWords, type Told } from './query-words.ts';
import type { ReportTable } from './table.ts';

type Row = { readonly [column: string]: unknown };

/** An answer to a query as a table: groups by their names, figures as numbers; sums of several currencies as text. */
export function queryTable(name: string, rows: readonly Row[], told: Told): ReportTable {
  const groups = new Map((told.query.groupBy ?? []).map((grouping) => [groupKey(grouping), grouping]));
  const [first] = groups.keys();
  return {
    name,
    head: told.columns.map((column) => columnWords(column, told)),
    rows: inOrder(rows, told).map((row) =>
      told.columns.map(({ key }): Cell => {
        const grouping = groups.get(key);
        return grouping
          ? groupCell(grouping, row[key], row.others === true && key === first, told)
          : figureCell(row[key]);
      }),
    ),
  };
}

/** Rows as screens show them: where nobody asked for another order, in the one the definition gives its keys. */
function inOrder(rows: readonly Row[], told: Told): Row[] {
  if ((told.query.sort ?? []).length > 0) return [...rows];
  const groupings = (told.query.groupBy ?? []).map((grouping, at) => ({
    grouping,
    at,
    places: new Map(placesOf(rows, grouping, at, told).map((place, index) => [keyOf(place), index])),
  }));
  const placed = rows.map((row) => ({
    row,
    order: groupings.map(({ grouping, at, places }) => {
      const value = (row[groupKey(grouping)] ?? null) as Place['value'];
      return places.get(keyOf({ value, others: at === 0 && row.others === true })) ?? places.size;
    }),
  }));
  const differ = (one: number[], other: number[]) => one.findIndex((place, at) => place !== other[at]);
  return placed
    .sort(({ order: one }, { order: other }) => {
      const at = differ(one, other);
      return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
    })
    .map(({ row }) => row);
}

const keyOf = ({ value, others }: Place): string => JSON.stringify([value, others]);

/** The name of a group; a day is one for spreadsheets, too. */
export function groupCell(grouping: Grouping, value: unknown, isOthers: boolean, told: Told): Cell {
  const bucketed = grouping.bucket === 'day' || grouping.bucket === 'week';
  return bucketed && typeof value === 'string' ? { date: value } : groupWords(grouping, value, isOthers, told);
}

/** A figure of an answer. */
export function figureCell(value: unknown): Cell {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'object') {
    return Object.entries(value)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([currency, sum]) => `${sum} ${currency}`.trim())
      .join('; ');
  }
  const text = String(value);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? { date: text } : text;
}
