import type { Dataset } from '@etapa/shared/reports/query';
import { Temporal } from 'temporal-polyfill';
import type { Cell } from '../../connectors/workbooks/cell.ts';
import { fieldWords, groupWords, type Told } from './query-words.ts';
import type { Reader } from './reader.ts';
import { columnsOf } from './rows.ts';
import { reportTexts } from './texts.ts';

/** Some of the rows behind a figure. */
export interface RowsRead {
  reader: Reader;
  dataset: Dataset;
  names: { [id: string]: string };
  rows: { record: { number: number; title: string | null }; values: { [column: string]: unknown } }[];
}

/** What the columns of rows are called: their record's, then their own. Lengths are seconds. */
export function rowsHead({ reader, dataset }: Pick<RowsRead, 'reader' | 'dataset'>): string[] {
  const { type, caller } = reader.access;
  const texts = reportTexts(caller.language);
  const told = toldOf({ reader, dataset, names: {} });
  const title = fieldWords(type.definition.titleField, told);
  return [
    texts.number,
    title,
    ...columnsOf(dataset).map(({ key, kind }) => {
      const word = fieldWords(key, told);
      return kind === 'seconds' ? `${word} (${texts.seconds})` : word;
    }),
  ];
}

/** Rows as cells, in the reader's words; times in the organisation's zone. */
export function rowsCells(read: RowsRead): Cell[][] {
  const { reader, dataset, rows } = read;
  const told = toldOf(read);
  const zone = reader.environment.timeZone;
  const columns = columnsOf(dataset);
  return rows.map(({ record, values }) => [
    record.number,
    record.title ?? '',
    ...columns.map(({ key, kind }): Cell => {
      const value = values[key];
      if (value === undefined || value === null) return '';
      if (kind === 'dateTime') return timeCell(String(value), zone);
      return typeof value === 'number' ? value : groupWords({ field: key }, value, false, told);
    }),
  ]);
}

function timeCell(text: string, zone: string): Cell {
  const at = Temporal.Instant.from(text).toZonedDateTimeISO(zone);
  return { date: at.toPlainDate().toString(), time: at.toPlainTime().toString({ smallestUnit: 'second' }) };
}

const toldOf = ({ reader, dataset, names }: Omit<RowsRead, 'rows'>): Told => ({
  query: { dataset, entityType: reader.access.type.key, measures: [] },
  columns: [],
  names,
  schema: reader.environment.schema,
  language: reader.access.caller.language,
});
