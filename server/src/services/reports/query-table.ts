import { type Grouping, groupKey } from '@etapa/shared/reports/query';
import type { Cell } from '../../connectors/workbooks/cell.ts';
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
    rows: rows.map((row) =>
      told.columns.map(({ key }): Cell => {
        const grouping = groups.get(key);
        return grouping
          ? groupCell(grouping, row[key], row.others === true && key === first, told)
          : figureCell(row[key]);
      }),
    ),
  };
}

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
