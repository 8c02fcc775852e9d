import { type Caller, isAdmin } from '@etapa/shared/access/caller';
import type { Inspection, Mapping } from '@etapa/shared/api/imports';
import { Injectable } from '@nestjs/common';
import { Clock } from '../config/clock.ts';
import { Queues } from '../log/queues.ts';
import { Database } from '../store/database.ts';
import { EntityTypeCatalogue } from '../store/entity-types-catalogue.ts';
import { newId } from '../store/ids.ts';
import { ImportStore } from '../store/imports.ts';
import { ImportNameStore } from '../store/imports-names.ts';
import { JobStore } from '../store/jobs.ts';
import { TypeAccess } from './access.ts';
import { type FileForm, ImportBatches } from './imports/batches.ts';
import { isNoTable } from './imports/file-sort.ts';
import { guessMapping, type KnownTitles } from './imports/guess.ts';
import { looksLikeData } from './imports/headless.ts';
import type { ImportInput } from './imports/input.ts';
import { isPerson } from './imports/newcomers.ts';
import { type Plan, planOf } from './imports/plan.ts';
import { BrokenFile, decoded, guessDelimiter, headersOf, placesOf } from './imports/read-rows.ts';
import { sheetsOf } from './imports/read-workbook.ts';
import { EncodingGuess, encodingNamed, type TextEncoding } from './imports/text-encoding.ts';
import { RecordService } from './records.ts';
import { refused } from './refusal-error.ts';

/** Rows shown of a file before it is imported, and rows by which it is found out how the file is written. */
const SHOWN = 20;
const LOOKED_AT = 500;
/** Files that nobody imported are forgotten after this long, in milliseconds. */
const STALE = 24 * 60 * 60_000;

export interface ImportOptions {
  dryRun?: boolean;
  atomic?: boolean;
  runRules?: boolean;
  history?: boolean;
}

/** A file that has arrived, and what it turned out to be. */
export interface ReceivedFile {
  id: string;
  encoding: TextEncoding;
  empty: boolean;
  /** A workbook of Excel, and no text. */
  workbook: boolean;
}

/** Takes files to be imported: what is in them, and the jobs that bring it in. */
@Injectable()
export class ImportService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly catalogue: EntityTypeCatalogue,
    private readonly records: RecordService,
    private readonly store: ImportStore,
    private readonly files: ImportBatches,
    private readonly names: ImportNameStore,
    private readonly jobs: JobStore,
    private readonly queues: Queues,
  ) {}

  /** Whether the caller may import at all, asked before their file is read. @throws RefusalError */
  async demand(caller: Caller, entityType: string): Promise<TypeAccess> {
    const access = await this.records.access(caller, entityType);
    access.demand('create');
    return access;
  }

  /**
   * Keeps a file as it streams in.
   *
   * @throws RefusalError `unsupported_media` for a file that is neither text nor a workbook
   */
  async receive(bytes: AsyncIterable<Buffer>): Promise<ReceivedFile> {
    const id = newId();
    const seen = { guess: new EncodingGuess(), workbook: false };
    const size = await this.store.keep(this.database, id, watched(bytes, seen), this.clock.now());
    return { id, encoding: seen.guess.result(), empty: size === 0, workbook: seen.workbook };
  }

  /** Forgets a file that is not imported after all. */
  async discard(file: ReceivedFile): Promise<void> {
    await this.store.drop(this.database, file.id);
  }

  /** What is in a file, and how it might be mapped. @throws RefusalError `malformed`, `invalid_document` */
  async inspect(
    access: TypeAccess,
    file: ReceivedFile,
    { history, ...asked }: Pick<Mapping, 'encoding' | 'sheet' | 'delimiter' | 'history' | 'header'>,
  ): Promise<Inspection> {
    const { sheets, ...form } = await this.formOf(file, asked);
    const rows: string[][] = [];
    let headers: string[] | null = null;
    let header = asked.header;
    // The header is none.
    let rowCount = -1;
    try {
      for await (const piece of this.files.all(file.id, form)) {
        rowCount += piece.length;
        for (const { cells } of piece) {
          if (headers !== null && rows.length >= LOOKED_AT) break;
          if (headers !== null) rows.push(headers.map((_, index) => cells[index] ?? ''));
          else if (asked.header === undefined && looksLikeData(cells, access.type.definition)) {
            headers = placesOf(cells);
            rows.push(cells);
            rowCount++;
            header = false;
          } else headers = headersOf(cells);
        }
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      if (headers === null) throw brokenFrom(error);
    }
    if (headers === null) throw noRows();
    const { definition } = access.type;
    const { ambiguous, ...guess } = await guessMapping(headers, rows, definition, this.titlesKnown(access), history);
    await this.guessPeople(access, guess, headers, rows);
    const { encoding, delimiter } = form;
    const told = header === false ? { header } : {};
    const kept = { headers, rows: rows.slice(0, SHOWN), rowCount, ...told, ...(ambiguous ? { ambiguous } : {}) };
    const sheet = sheets ? { sheets, sheet: form.sheet } : {};
    return { encoding, delimiter, ...sheet, ...kept, guess: { ...guess, ...told } };
  }

  /**
   * Begins an import.
   *
   * @returns the id of the job
   * @throws RefusalError `invalid_document` with every fault of the mapping, `forbidden`
   */
  async start(
    access: TypeAccess,
    file: ReceivedFile,
    mapping: Mapping,
    { dryRun = false, atomic = false, runRules = false, history = mapping.history === true }: ImportOptions,
  ): Promise<{ jobId: string }> {
    const { caller, type } = access;
    const { sheets: _, ...form } = await this.formOf(file, mapping);
    const headers = await this.headersOf(file, form);
    const planned = planOf(mapping, headers, type.definition, await this.catalogue.now(), history);
    if ('faults' in planned) {
      const errors = planned.faults.map((fault) => ({ ...fault, path: `/mapping${fault.path}` }));
      throw refused('invalid_document', `The mapping does not fit: ${errors.length} faults.`, errors);
    }
    this.checkRights(access, planned.plan);
    const { columns, values, dateFormat, decimal, match, funnel, strict, duplicates } = mapping;
    const input: ImportInput = {
      entityType: type.key,
      userId: caller.id,
      headers,
      ...form,
      writing: { decimal, dateFormat: planned.plan.dateFormat },
      mapping: { columns, values, dateFormat, decimal, match, funnel, strict, duplicates },
      dryRun,
      atomic,
      runRules,
      history,
      correlation: newId(),
    };
    const job = {
      id: file.id,
      kind: 'import',
      input,
      actor: { kind: 'user', id: caller.id } as const,
      userId: caller.id,
    };
    await this.jobs.insert(this.database, job, this.clock.now());
    await this.queues.add('jobs', 'import', { jobId: file.id }, `import-${file.id}`);
    return { jobId: file.id };
  }

  /** Forgets files that were sent and never imported. */
  sweep(): Promise<void> {
    return this.store.dropStale(this.database, new Date(this.clock.now().getTime() - STALE));
  }

  private encodingOf({ encoding, empty }: ReceivedFile, given: string | undefined): TextEncoding {
    if (empty) throw noRows();
    if (given === undefined) return encoding;
    const named = encodingNamed(given);
    if (named) return named;
    const message = `The encoding "${given}" is not known.`;
    throw refused('invalid_document', message, [{ path: '/mapping/encoding', code: 'unknown_encoding', message }]);
  }

  /** How a file is to be read: a workbook's sheet, or a text's encoding and separator. */
  private async formOf(
    file: ReceivedFile,
    asked: Pick<Mapping, 'encoding' | 'delimiter' | 'sheet' | 'header'>,
  ): Promise<FileForm & { sheets?: Inspection['sheets'] }> {
    const headless = asked.header === false;
    if (file.workbook) {
      return { encoding: 'utf-8', delimiter: ',', headless, ...(await this.sheetOf(file, asked.sheet)) };
    }
    const encoding = this.encodingOf(file, asked.encoding);
    return { encoding, delimiter: asked.delimiter ?? (await this.delimiterOf(file, encoding)), headless };
  }

  private async sheetOf({ id }: ReceivedFile, asked: string | undefined) {
    try {
      const { sheets, first } = await sheetsOf(await this.files.bytes(id));
      const sheet = asked ?? first;
      if (sheets.some(({ name }) => name === sheet)) return { sheets, sheet };
    } catch (error) {
      if (error instanceof BrokenFile) throw refused('unsupported_media', error.message);
      throw error;
    }
    const message = `The workbook has no sheet "${asked}".`;
    throw refused('invalid_document', message, [{ path: '/mapping/sheet', code: 'unknown_sheet', message }]);
  }

  /** Read from the first characters: a row may be long, a header is not. */
  private async delimiterOf({ id }: ReceivedFile, encoding: TextEncoding): Promise<string> {
    let start = '';
    for await (const text of decoded(this.store.read(this.database, id), encoding)) {
      start += text;
      if (start.length > 100_000) break;
    }
    return guessDelimiter(start);
  }

  private async headersOf({ id }: ReceivedFile, form: FileForm): Promise<string[]> {
    try {
      for await (const [first] of this.files.all(id, form)) {
        if (first) return headersOf(first.cells);
      }
    } catch (error) {
      if (!(error instanceof BrokenFile)) throw error;
      throw brokenFrom(error);
    }
    throw noRows();
  }

  private checkRights(access: TypeAccess, plan: Plan): void {
    if (plan.match?.then === 'update' || plan.duplicates === 'update' || plan.history) access.demand('update');
    for (const column of plan.columns) {
      const { target } = column;
      if (!target.create) continue;
      if (isPerson(column) && !isAdmin(access.caller)) {
        throw refused('forbidden', 'Only an administrator may add people by an import.');
      }
      if (target.kind !== 'field' || !target.by) continue;
      access.of(target.by.target.key)?.demand('create');
    }
  }

  /** Owners whom nobody knows yet are proposed to be added, to who may add people. */
  private async guessPeople(access: TypeAccess, guess: Mapping, headers: string[], rows: string[][]): Promise<void> {
    if (!isAdmin(access.caller)) return;
    for (const [header, target] of Object.entries(guess.columns)) {
      if (!('system' in target) || target.system !== 'owner') continue;
      const index = headers.indexOf(header);
      const names = [...new Set(rows.map((row) => row[index]?.trim() ?? '').filter((name) => name !== ''))];
      const found = await this.names.people(this.database, names);
      if (new Set(found.map(({ key }) => key)).size < names.length) target.create = true;
    }
  }

  private titlesKnown(access: TypeAccess): KnownTitles {
    return async ({ target = '' }, texts) => {
      const linked = access.of(target);
      if (!linked) return 0;
      const asked = { entityType: target, field: null, seen: linked.where('read') };
      const found = await this.names.records(this.database, asked, [...new Set(texts)]);
      const titles = new Set(found.map(({ key }) => key));
      return texts.filter((text) => titles.has(text)).length;
    };
  }
}

/** The file breaks off before its first row has ended. */
const brokenFrom = ({ message }: BrokenFile) =>
  refused('invalid_document', message, [{ path: '/file', code: 'broken', message }]);

/** Bytes on their way, seen by the guess; refuses the workbooks of an older Excel. */
async function* watched(
  bytes: AsyncIterable<Buffer>,
  seen: { guess: EncodingGuess; workbook: boolean },
): AsyncGenerator<Buffer> {
  let first = true;
  for await (const chunk of bytes) {
    if (first && begins(chunk, 'd0cf11e0a1b11ae1')) {
      throw refused('unsupported_media', 'Save the workbook as .xlsx or CSV: its format is older than what is read.');
    }
    if (first) seen.workbook = begins(chunk, '504b0304');
    if (first && !seen.workbook && isNoTable(chunk)) {
      throw refused('unsupported_media', 'The file is neither a text nor a workbook, whatever it is called.');
    }
    first = false;
    if (!seen.workbook) seen.guess.push(chunk);
    yield chunk;
  }
}

const begins = (bytes: Buffer, hex: string): boolean => bytes.subarray(0, hex.length / 2).toString('hex') === hex;

function noRows() {
  const message = 'The file holds no row.';
  return refused('invalid_document', message, [{ path: '/file', code: 'empty', message }]);
}
