import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import iconv from 'iconv-lite';
import type { TextEncoding } from './text-encoding.ts';

/** One row of a file. */
export interface FileRow {
  /** Where it begins, counting lines of the file from 1. */
  line: number;
  cells: string[];
}

/** The file ends in the middle of a row, or a row is too long to be one. */
export class BrokenFile extends Error {
  constructor(
    readonly line: number,
    reason: string,
  ) {
    super(reason);
  }
}

/** Longest row, in characters: beyond it a quote was surely left open. */
const LONGEST_ROW = 10_000_000;

const DECODERS: { [Encoding in TextEncoding]: string } = {
  'utf-8': 'utf8',
  'utf-16le': 'utf-16le',
  'utf-16be': 'utf-16be',
  shift_jis: 'cp932',
  'euc-jp': 'eucjp',
  'windows-1251': 'win1251',
  'windows-1252': 'win1252',
};

/** Text of a file's bytes, its byte order mark left out. */
export function decoded(chunks: AsyncIterable<Buffer>, encoding: TextEncoding): AsyncIterable<string> {
  const decoder = iconv.decodeStream(DECODERS[encoding]);
  // Who reads the decoder hears of a failure there.
  pipeline(Readable.from(chunks), decoder, () => undefined);
  return decoder as AsyncIterable<string>;
}

/**
 * Rows of a CSV file, blank ones left out: any line ends, quoted line ends and doubled quotes. As many together as a
 * piece of the text holds: to wait for each of a hundred thousand would take as long as to read them.
 *
 * @throws BrokenFile when a quote is never closed
 */
export async function* readRows(text: AsyncIterable<string>, delimiter: string): AsyncGenerator<FileRow[]> {
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
  });
  // It is thrown where the rows are read.
  parser.on('error', () => undefined);
  let line = 1;
  const numbered = (cells: string[]): FileRow[] => {
    const row = { line, cells };
    line += 1 + cells.reduce((sum, cell) => sum + lineEnds(cell), 0);
    return cells.some((cell) => cell.trim() !== '') ? [row] : [];
  };
  try {
    for await (const piece of text) {
      parser.write(piece);
      const rows: FileRow[] = [];
      for (let cells = parser.read(); cells !== null; cells = parser.read()) rows.push(...numbered(cells));
      if (rows.length > 0) yield rows;
      if (parser.errored) throw parser.errored;
    }
    parser.end();
    for await (const cells of parser as AsyncIterable<string[]>) yield numbered(cells);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new BrokenFile(line, 'A quotation mark is opened here and never closed.');
  }
}

function lineEnds(cell: string): number {
  if (!cell.includes('\n') && !cell.includes('\r')) return 0;
  return cell.match(/\r\n|\n|\r/g)?.length ?? 0;
}

const DELIMITERS = [',', ';', '\t', '|'];

/** What separates the cells: the sign that comes most often outside quotes in the first line that holds any. */
export function guessDelimiter(text: string): string {
  const counts = new Map(DELIMITERS.map((sign) => [sign, 0]));
  let quoted = false;
  for (const sign of text) {
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === '\n' || sign === '\r')) {
      if ([...counts.values()].some((count) => count > 0)) break;
    } else if (!quoted && counts.has(sign)) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && best[1] > 0 ? best[0] : ',';
}

/** Names of columns that no row names. */
export const placesOf = (cells: string[]): string[] => cells.map((_, index) => `Column ${index + 1}`);

/** Names of the columns: trimmed; a blank one by its place, a repeated one with its number. */
export function headersOf(cells: string[]): string[] {
  const seen = new Map<string, number>();
  return cells.map((cell, index) => {
    const name = cell.trim() || `Column ${index + 1}`;
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}
