import Big from 'big.js';
import { BrokenWorkbook, type Bytes, type Cell } from '../../connectors/workbooks/cell.ts';
import { Workbook } from '../../connectors/workbooks/read.ts';
import { BrokenFile, type FileRow } from './read-rows.ts';

/** How the mapping says that numbers and dates are written. */
interface Writing {
  decimal?: '.' | ',';
  dateFormat?: string;
}

/** The sheets of a workbook, and which of them is read unless another is named. @throws BrokenFile */
export async function sheetsOf(bytes: Bytes): Promise<{ sheets: { name: string; hidden: boolean }[]; first: string }> {
  return told(async () => {
    const book = await Workbook.open(bytes);
    return { sheets: book.sheets.map(({ name, hidden }) => ({ name, hidden })), first: book.first.name };
  });
}

/** About how many rows a sheet has, with its header. @throws BrokenFile */
export function countWorkbook(bytes: Bytes, sheet: string): Promise<number> {
  return told(async () => {
    const book = await Workbook.open(bytes);
    return book.count(book.sheets.find(({ name }) => name === sheet) ?? book.first);
  });
}

/**
 * Rows of a sheet as texts, in the way the mapping says that texts are written: what a workbook holds as a number or a
 * date is the same number or date in every file.
 *
 * @param sheet absent for the first that people see
 * @throws BrokenFile
 */
export async function* readWorkbook(
  bytes: Bytes,
  sheet: string | undefined,
  writing: Writing,
): AsyncGenerator<FileRow[]> {
  let line = 1;
  try {
    const book = await Workbook.open(bytes);
    const part = book.sheets.find(({ name }) => name === sheet) ?? book.first;
    for await (const rows of book.rows(part)) {
      line = rows.at(-1)?.number ?? line;
      yield rows.map(({ number, cells }) => ({ line: number, cells: cells.map((cell) => textOf(cell, writing)) }));
    }
  } catch (error) {
    throw error instanceof BrokenWorkbook ? new BrokenFile(line, error.message) : error;
  }
}

async function told<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw error instanceof BrokenWorkbook ? new BrokenFile(1, error.message) : error;
  }
}

function textOf(cell: Cell, { decimal = '.', dateFormat }: Writing): string {
  if (typeof cell === 'string') return cell;
  if (typeof cell === 'number') return numberText(cell, decimal);
  if (typeof cell === 'boolean') return cell ? 'true' : 'false';
  if ('percent' in cell) return `${numberText(cell.percent * 100, decimal)}%`;
  if ('duration' in cell) return cell.duration;
  if (!('date' in cell)) return cell.time;
  if (dateFormat === undefined) return cell.time === undefined ? cell.date : `${cell.date}T${cell.time}`;
  return dateText(cell.date, cell.time, dateFormat);
}

/** Workbooks show fifteen digits of a number, whatever its binary fraction has beyond them. */
function numberText(value: number, decimal: string): string {
  return new Big(value.toPrecision(15)).toFixed().replace('.', decimal);
}

/** A date in the form that dates of the file are read in. */
function dateText(date: string, time: string | undefined, format: string): string {
  const [year = '', month = '', day = ''] = date.split('-');
  const [hour = '00', minute = '00', second = '00'] = (time ?? '').split(':');
  const half = Number(hour) < 12 ? 'AM' : 'PM';
  const twelve = String(Number(hour) % 12 || 12);
  const parts: { [token: string]: string } = {
    yyyy: year,
    yy: year.slice(-2),
    MM: month,
    M: String(Number(month)),
    dd: day,
    d: String(Number(day)),
    HH: hour,
    H: String(Number(hour)),
    hh: twelve.padStart(2, '0'),
    h: twelve,
    mm: minute,
    ss: second.slice(0, 2),
    a: half,
  };
  const text = format.replace(/yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a/g, (token) => parts[token] ?? token);
  return time === undefined || /[Hh]/.test(format) ? text : `${text} ${time}`;
}
