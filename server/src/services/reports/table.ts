import { Readable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from '../../connectors/workbooks/cell.ts';
import { workbook } from '../../connectors/workbooks/write.ts';
import { harmless } from '../spreadsheet-text.ts';

/** A report as rows and columns: what spreadsheets and e-mails are made of. */
export interface ReportTable {
  name: string;
  head: string[];
  rows: Cell[][];
  /** Totals, below the rows. */
  foot?: Cell[][];
}

/** UTF-8, numbers with a decimal point, texts that no spreadsheet runs. @param bom begins with a byte order mark */
export function tableCsv({ head, rows, foot = [] }: ReportTable, bom = false): string {
  return (
    (bom ? '\ufeff' : '') +
    stringify([head, ...[...rows, ...foot].map((row) => row.map(plain))].map((row) => row.map(harmless)))
  );
}

/** Rows as lines of CSV, while they come. @param bom begins with a byte order mark */
export async function* csvLines(head: string[], rows: AsyncIterable<Cell[]>, bom = false): AsyncGenerator<string> {
  yield (bom ? '\ufeff' : '') + stringify([head.map(harmless)]);
  for await (const row of rows) yield stringify([row.map((cell) => harmless(plain(cell)))]);
}

/** Excel's format: numbers are numbers, days are days. */
export function tableWorkbook({ name, head, rows, foot = [] }: ReportTable): Readable {
  return workbook(name, head, Readable.from([...rows, ...foot]));
}

function plain(cell: Cell): string {
  if (typeof cell !== 'object') return String(cell);
  if ('percent' in cell) return String(cell.percent);
  if ('duration' in cell) return cell.duration;
  return 'date' in cell ? [cell.date, cell.time].filter(Boolean).join(' ') : cell.time;
}
