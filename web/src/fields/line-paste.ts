import { parseNumber } from '@etapa/shared/fields/number-text';
import type { LineRow } from './line-rows.ts';

/** Columns of the grid that take what is typed or pasted, from left to right. */
export const LINE_COLUMNS = ['product', 'name', 'quantity', 'unitPrice', 'discountPercent', 'taxPercent'] as const;
export type LineColumn = (typeof LINE_COLUMNS)[number];
export type NumberColumn = Exclude<LineColumn, 'product' | 'name'>;

const isNumberColumn = (column: LineColumn): column is NumberColumn => column !== 'product' && column !== 'name';

/**
 * The cells of a spreadsheet's clipboard: rows by line, columns by tab; cells with tabs, lines or quotes in them stand
 * in quotes.
 */
export function cellsOf(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r?\n|\r|$)/gy;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [whole, quoted, plain, end] = match;
    rows.at(-1)?.push((quoted?.replaceAll('""', '"') ?? plain ?? '').trim());
    if (end !== '\t' && end !== '') rows.push([]);
    if (end === '' || whole === '') break;
  }
  while (rows.length > 1 && rows.at(-1)?.every((cell) => cell === '')) rows.pop();
  return rows;
}

/** Whether a clipboard holds more than the text of one cell. */
export const isTable = (text: string): boolean => /\t|\r|\n/.test(text.replace(/[\r\n]+$/, ''));

export interface Pasted {
  /** What each row of the clipboard says, in its order; the texts of products are under `name`. */
  rows: Partial<LineRow>[];
  /** Texts in columns of numbers that are no numbers: nothing is put for them. */
  unread: string[];
}

/**
 * What the rows of a clipboard say when pasted from a column on. A first row of headings is passed by.
 *
 * @param columns of the grid as it is shown
 * @param own the reader's decimal mark. Where some numbers can be only of the other notation and none only of this one,
 *   all are read in the other; where both are there, each as it can be read
 */
export function pastedRows(
  cells: readonly (readonly string[])[],
  from: LineColumn,
  columns: readonly LineColumn[],
  own: '.' | ',',
): Pasted {
  const targets = targetsOf(cells, columns.slice(columns.indexOf(from)), own);
  const decimal = markOf(
    cells.flatMap((texts) => texts.filter((_, index) => targets[index] && isNumberColumn(targets[index]))),
    own,
  );
  const isNumber = (text: string | undefined) => text !== undefined && numberIn(text, decimal) !== undefined;
  const numeric = targets.flatMap((column, index) => (isNumberColumn(column) ? [index] : []));
  const [first, second] = cells;
  const isHead =
    second !== undefined &&
    numeric.some((index) => first?.[index] && !isNumber(first[index]) && isNumber(second[index]));
  const unread: string[] = [];
  const rows = cells.slice(isHead ? 1 : 0).map((texts) => {
    const row: Partial<LineRow> = {};
    for (const [index, column] of targets.entries()) {
      const text = texts[index];
      if (text === undefined || text === '') continue;
      if (!isNumberColumn(column)) {
        if (column === 'product' || row.name === undefined) row.name = text;
        continue;
      }
      const value = numberIn(text, decimal);
      if (value === undefined) unread.push(text);
      else row[column] = value;
    }
    return row;
  });
  return { rows, unread };
}

/** Which column each pasted one goes to. A list of products with their quantities leaves the name to the product. */
function targetsOf(
  cells: readonly (readonly string[])[],
  columns: readonly LineColumn[],
  decimal: '.' | ',',
): readonly LineColumn[] {
  const seconds = cells.slice(1).concat(cells.length === 1 ? cells : []);
  const isCount = seconds.every(([, text]) => text !== undefined && numberIn(text, decimal) !== undefined);
  return columns[0] === 'product' && columns[1] === 'name' && isCount
    ? columns.filter((column) => column !== 'name')
    : columns;
}

const otherThan = (decimal: '.' | ','): '.' | ',' => (decimal === '.' ? ',' : '.');

/** The decimal mark these numbers were written with, as far as it shows; else the reader's own. */
function markOf(texts: readonly string[], own: '.' | ','): '.' | ',' {
  const onlyIn = (mark: '.' | ',') =>
    texts.some((text) => parseNumber(text, mark).ok && !parseNumber(text, otherThan(mark)).ok);
  return onlyIn(otherThan(own)) && !onlyIn(own) ? otherThan(own) : own;
}

function numberIn(text: string, decimal: '.' | ','): number | undefined {
  const first = parseNumber(text, decimal);
  const read = first.ok ? first : parseNumber(text, otherThan(decimal));
  return read.ok && typeof read.value === 'number' ? read.value : undefined;
}
