import { Readable } from 'node:stream';
import yauzl from 'yauzl';
import { BrokenWorkbook, type Bytes } from './cell.ts';
import {
  parserFor,
  relationsListener,
  type SheetPart,
  stylesListener,
  textsListener,
  workbookListener,
} from './parts.ts';
import type { Shown } from './serial.ts';
import { countRows, rowsOf, type SheetRow } from './sheet.ts';

/** Characters of texts held at most: a workbook with more is better sent as CSV, which needs none held. */
const MOST_TEXT = 100_000_000;
/** Characters of a part that is held whole, such as the styles. */
const MOST_HELD = 20_000_000;
/** Parts of a workbook at most: one has a few dozen. */
const MOST_PARTS = 10_000;

/** A workbook in Excel's format (.xlsx), read in streams: only its texts are held. */
export class Workbook {
  private constructor(
    private readonly archive: Archive,
    readonly sheets: readonly SheetPart[],
    private readonly relations: ReadonlyMap<string, { type: string; target: string }>,
    private readonly styles: readonly Shown[],
    private readonly from1904: boolean,
  ) {}

  /** @throws BrokenWorkbook */
  static async open(bytes: Bytes): Promise<Workbook> {
    const archive = await Archive.open(bytes);
    const relations = new Map<string, { type: string; target: string }>();
    await archive.parse('xl/_rels/workbook.xml.rels', relationsListener(relations));
    const found = { sheets: [] as SheetPart[], from1904: false };
    await archive.parse('xl/workbook.xml', workbookListener(found));
    const styles: Shown[] = [];
    const stylesPart = [...relations.values()].find(({ type }) => type === 'styles');
    if (stylesPart && archive.has(stylesPart.target)) await archive.parse(stylesPart.target, stylesListener(styles));
    const sheets = found.sheets.filter(({ relation }) => relations.get(relation)?.type === 'worksheet');
    if (sheets.length === 0) throw new BrokenWorkbook('The workbook has no sheet.');
    return new Workbook(archive, sheets, relations, styles, found.from1904);
  }

  /** The first sheet that people see. */
  get first(): SheetPart {
    const [first] = this.sheets;
    return this.sheets.find(({ hidden }) => !hidden) ?? (first as SheetPart);
  }

  /** About as many rows as `rows` gives, told at a fifth of the price. @throws BrokenWorkbook */
  count({ relation }: SheetPart): Promise<number> {
    return countRows(this.archive.text(this.relations.get(relation)?.target ?? ''));
  }

  /** Rows of a sheet, empty ones left out, as many together as were read at once. @throws BrokenWorkbook */
  async *rows({ relation }: SheetPart): AsyncGenerator<SheetRow[]> {
    const texts: string[] = [];
    let held = 0;
    const shared = [...this.relations.values()].find(({ type }) => type === 'sharedStrings');
    if (shared && this.archive.has(shared.target)) {
      const add = (text: string) => {
        held += text.length + 1;
        if (held > MOST_TEXT) throw new BrokenWorkbook('The workbook holds too much text: save it as CSV.');
        texts.push(text);
      };
      await this.archive.parse(shared.target, textsListener(add), Number.POSITIVE_INFINITY);
    }
    const { styles, from1904 } = this;
    yield* rowsOf(this.archive.text(this.relations.get(relation)?.target ?? ''), { texts, styles, from1904 });
  }
}

/** The ZIP archive that a workbook is. */
class Archive {
  private constructor(
    private readonly zip: yauzl.ZipFile,
    private readonly entries: ReadonlyMap<string, yauzl.Entry>,
  ) {}

  static open(bytes: Bytes): Promise<Archive> {
    return new Promise((resolve, reject) => {
      const fail = () => reject(new BrokenWorkbook('The file is not a whole Excel workbook.'));
      const options = { lazyEntries: true, autoClose: false, validateEntrySize: true };
      yauzl.fromRandomAccessReader(new ByteReader(bytes), bytes.size, options, (error, zip) => {
        if (error) return fail();
        const entries = new Map<string, yauzl.Entry>();
        zip.on('error', fail);
        zip.on('entry', (entry: yauzl.Entry) => {
          entries.set(entry.fileName.replace(/^\//, ''), entry);
          if (entries.size > MOST_PARTS) fail();
          else zip.readEntry();
        });
        zip.on('end', () => resolve(new Archive(zip, entries)));
        zip.readEntry();
      });
    });
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  async parse(name: string, listener: Parameters<typeof parserFor>[0], most = MOST_HELD): Promise<void> {
    const parser = parserFor(listener);
    let length = 0;
    for await (const chunk of this.text(name)) {
      length += chunk.length;
      if (length > most) throw broken();
      parser.write(chunk);
    }
    parser.end();
  }

  async *text(name: string): AsyncGenerator<string> {
    const entry = this.entries.get(name);
    if (!entry) throw new BrokenWorkbook('The file is not an Excel workbook: save it as .xlsx or CSV.');
    const stream = await new Promise<Readable>((resolve, reject) => {
      this.zip.openReadStream(entry, (error, opened) => (error ? reject(broken()) : resolve(opened)));
    });
    // Workbooks are UTF-8, but for a few of UTF-16 that no current program writes.
    stream.setEncoding('utf8');
    try {
      for await (const chunk of stream) yield String(chunk);
    } catch (error) {
      throw error instanceof BrokenWorkbook || isOfDatabase(error) ? error : broken();
    } finally {
      stream.destroy();
    }
  }
}

const broken = () => new BrokenWorkbook('The workbook is damaged.');

/** A failure to read the file at all says nothing of the file. */
const isOfDatabase = (error: unknown): boolean => error instanceof Error && 'severity' in error;

/** Lets the archive's reader go about in the file. */
class ByteReader extends yauzl.RandomAccessReader {
  constructor(private readonly bytes: Bytes) {
    super();
  }

  override _readStreamForRange(from: number, to: number): Readable {
    return Readable.from(this.bytes.read(from, to), { objectMode: false });
  }
}
