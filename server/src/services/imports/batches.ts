import { Injectable } from '@nestjs/common';
import type { Bytes } from '../../connectors/workbooks/cell.ts';
import { Database } from '../../store/database.ts';
import { ImportStore } from '../../store/imports.ts';
import type { NewFailure } from '../../store/jobs.ts';
import { Upcoming } from './match-ahead.ts';
import { cellOf, folded, type Plan } from './plan.ts';
import { BrokenFile, decoded, type FileRow, placesOf, readRows } from './read-rows.ts';
import { countWorkbook, readWorkbook } from './read-workbook.ts';
import type { TextEncoding } from './text-encoding.ts';

/** How a file is to be read. */
export interface FileForm {
  encoding: TextEncoding;
  delimiter: string;
  /** The first row holds data like all others: columns are called by their places. */
  headless?: boolean;
  /** The file is a workbook: which of its sheets. */
  sheet?: string;
  /** How a workbook's numbers and dates are written as texts. */
  writing?: { decimal?: '.' | ','; dateFormat?: string };
}

/** Rows that are decided on and kept together. */
export interface Batch {
  rows: FileRow[];
  /** Where rows are matched with records: what these and the rows after them are matched by. */
  upcoming?: Upcoming;
  /** The file ends here, in the middle of a row. */
  broken?: NewFailure;
}

/** Rows read ahead, and characters of them at most: what they are matched by is looked up for all of them together. */
const AHEAD = 5_000;
const LETTERS = 5_000_000;

/** Reads the files of imports. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
  ) {}

  /** Rows without the header, as many together as were read at once. */
  async *rows(jobId: string, form: FileForm): AsyncGenerator<FileRow[]> {
    let header = true;
    for await (const rows of this.all(jobId, form)) {
      const own = header ? rows.slice(1) : rows;
      if (rows.length > 0) header = false;
      if (own.length > 0) yield own;
    }
  }

  /** About how many rows there are; null where that takes reading them all. @throws BrokenFile */
  async count(jobId: string, { sheet, headless = false }: FileForm): Promise<number | null> {
    if (sheet === undefined) return null;
    return Math.max(0, (await countWorkbook(await this.bytes(jobId), sheet)) - (headless ? 0 : 1));
  }

  /** Rows with the header. */
  async *all(jobId: string, form: FileForm): AsyncGenerator<FileRow[]> {
    let named = form.headless !== true;
    for await (const rows of this.written(jobId, form)) {
      const [first] = rows;
      if (named || !first) yield rows;
      else yield [{ line: 0, cells: placesOf(first.cells) }, ...rows];
      if (first) named = true;
    }
  }

  private async *written(
    jobId: string,
    { encoding, delimiter, sheet, writing = {} }: FileForm,
  ): AsyncGenerator<FileRow[]> {
    if (sheet !== undefined) yield* readWorkbook(await this.bytes(jobId), sheet, writing);
    else yield* readRows(decoded(this.store.read(this.database, jobId), encoding), delimiter);
  }

  /** The file, from any place on. */
  async bytes(jobId: string): Promise<Bytes> {
    const size = await this.store.size(this.database, jobId);
    return { size, read: (from, to) => this.store.readFrom(this.database, jobId, from, to) };
  }

  /**
   * Rows from the one after `skip` on. Two rows about the same record are never in one batch.
   *
   * @param most rows in a batch, asked for again and again
   */
  async *batches(
    jobId: string,
    input: FileForm,
    match: Plan['match'],
    { skip = 0, most }: { skip?: number; most: () => number },
  ): AsyncGenerator<Batch> {
    let rows: FileRow[] = [];
    let upcoming: Upcoming | undefined;
    try {
      for await (const piece of this.ahead(jobId, input, { skip, match })) {
        const texts = match && piece.map(({ cells }) => cellOf(match.column, cells));
        upcoming = texts && new Upcoming(texts);
        let matched = new Set<string>();
        for (const [index, row] of piece.entries()) {
          const key = texts && folded(texts[index] ?? '');
          if (rows.length > 0 && (rows.length >= most() || (key !== undefined && matched.has(key)))) {
            yield { rows, upcoming };
            rows = [];
            matched = new Set();
          }
          rows.push(row);
          if (key) matched.add(key);
        }
        if (upcoming && rows.length > 0) {
          yield { rows, upcoming };
          rows = [];
        }
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      yield { rows, upcoming, broken: { line: error.line, problem: error.message } };
      return;
    }
    if (rows.length > 0) yield { rows };
  }

  /** Rows from the one after `skip` on: many together where they are matched, else as they are read. */
  private async *ahead(
    jobId: string,
    form: FileForm,
    { skip, match }: { skip: number; match: Plan['match'] },
  ): AsyncGenerator<FileRow[]> {
    let rows: FileRow[] = [];
    let letters = 0;
    let seen = 0;
    let broken: BrokenFile | undefined;
    try {
      for await (const piece of this.rows(jobId, form)) {
        for (const row of piece) {
          if (seen++ < skip) continue;
          rows.push(row);
          for (const cell of row.cells) letters += cell.length;
        }
        if (rows.length === 0 || (match && rows.length < AHEAD && letters < LETTERS)) continue;
        yield rows;
        rows = [];
        letters = 0;
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      broken = error;
    }
    if (rows.length > 0) yield rows;
    if (broken) throw broken;
  }
}
