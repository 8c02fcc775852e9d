import { Injectable } from '@nestjs/common';
import type { Bytes } from '../../connectors/workbooks/cell.ts';
import { Database } from '../../store/database.ts';
import { ImportStore } from '../../store/imports.ts';
import type { NewFailure } from '../../store/jobs.ts';
import { cellOf, folded, type Plan } from './plan.ts';
import { BrokenFile, decoded, type FileRow, readRows } from './read-rows.ts';
import { readWorkbook } from './read-workbook.ts';
import type { TextEncoding } from './text-encoding.ts';

/** How a file is to be read. */
export interface FileForm {
  encoding: TextEncoding;
  delimiter: string;
  /** The file is a workbook: which of its sheets. */
  sheet?: string;
  /** How a workbook's numbers and dates are written as texts. */
  writing?: { decimal?: '.' | ','; dateFormat?: string };
}

/** Rows that are decided on and kept together. */
export interface Batch {
  rows: FileRow[];
  /** The file ends here, in the middle of a row. */
  broken?: NewFailure;
}

/** Rows in a batch at most: twice as many are hardly quicker, and people at work wait longer for each. */
const BATCH = 100;

/** Reads the files of imports. */
@Injectable()
export class ImportBatches {
  constructor(
    private readonly database: Database,
    private readonly store: ImportStore,
  ) {}

  /** Rows without the header. */
  async *rows(jobId: string, form: FileForm): AsyncGenerator<FileRow> {
    let header = true;
    for await (const row of this.all(jobId, form)) {
      if (!header) yield row;
      header = false;
    }
  }

  /** Rows with the header. */
  async *all(jobId: string, { encoding, delimiter, sheet, writing = {} }: FileForm): AsyncGenerator<FileRow> {
    if (sheet !== undefined) yield* readWorkbook(await this.bytes(jobId), sheet, writing);
    else yield* readRows(decoded(this.store.read(this.database, jobId), encoding), delimiter);
  }

  /** The file, from any place on. */
  async bytes(jobId: string): Promise<Bytes> {
    const size = await this.store.size(this.database, jobId);
    return { size, read: (from, to) => this.store.readFrom(this.database, jobId, from, to) };
  }

  /** Rows from the one after `skip` on. Two rows about the same record are never in one batch. */
  async *batches(jobId: string, input: FileForm, match: Plan['match'], skip: number): AsyncGenerator<Batch> {
    let rows: FileRow[] = [];
    let matched = new Set<string>();
    let seen = 0;
    try {
      for await (const row of this.rows(jobId, input)) {
        if (seen++ < skip) continue;
        const key = match ? folded(cellOf(match.column, row.cells)) : undefined;
        if (rows.length === BATCH || (key !== undefined && matched.has(key))) {
          yield { rows };
          rows = [];
          matched = new Set();
        }
        rows.push(row);
        if (key) matched.add(key);
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      yield { rows, broken: { line: error.line, problem: error.message } };
      return;
    }
    if (rows.length > 0) yield { rows };
  }
}
