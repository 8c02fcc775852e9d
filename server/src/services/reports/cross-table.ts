import type { Grouping } from '@etapa/shared/reports/query';
import { isIn, type Place, placesOf } from './query-chart.ts';
import { figureCell, groupCell } from './query-table.ts';
import { columnWords, groupWords, type Told } from './query-words.ts';
import type { ReportTable } from './table.ts';
import { reportTexts } from './texts.ts';

type Row = { readonly [column: string]: unknown };

/** An answer with its measures by each grouping alone. */
export interface CrossAnswer {
  rows: readonly Row[];
  totals: Row;
  subtotals?: readonly (readonly Row[])[];
}

/**
 * An answer by two groupings as a cross table: one down, one across, with totals at the edges. These are measured over
 * everything, not summed up from the cells: of averages, and of records that stand in several groups, sums would lie.
 *
 * @returns null of an answer that is none
 */
export function crossTable(name: string, { rows, totals, subtotals }: CrossAnswer, told: Told): ReportTable | null {
  const [down, across] = told.query.groupBy ?? [];
  const [downTotals, acrossTotals] = subtotals ?? [];
  const measure = told.columns.find(({ role }) => role === 'measure');
  const [downColumn] = told.columns;
  if (!down || !across || !downTotals || !acrossTotals || !measure || !downColumn) return null;
  const figure = (row: Row | undefined) => figureCell(row?.[measure.key]);
  const total = (among: readonly Row[], grouping: Grouping, place: Place) =>
    figure(among.find((row) => isIn(row, grouping, place)));
  const [lines, heads] = [placesOf(rows, down, 0, told), placesOf(rows, across, 1, told)];
  const word = reportTexts(told.language).total;
  return {
    name,
    head: [columnWords(downColumn, told), ...heads.map(({ value }) => groupWords(across, value, false, told)), word],
    rows: lines.map((line) => [
      groupCell(down, line.value, line.others, told),
      ...heads.map((head) => figure(rows.find((row) => isIn(row, down, line) && isIn(row, across, head, 1)))),
      total(downTotals, down, line),
    ]),
    foot: [[word, ...heads.map((head) => total(acrossTotals, across, head)), figure(totals)]],
  };
}
