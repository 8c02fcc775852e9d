import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { type Cell, LONGEST_TEXT } from './cell.ts';
import { serialOf } from './serial.ts';

/** Rows of a sheet at most, as Excel has it; further ones go on another sheet. */
const MOST_ROWS = 1_048_576;

/** Styles of cells, by their place in `styles.xml`. */
const STYLE = { plain: 0, head: 1, date: 2, dateTime: 3, percent: 4, text: 5 } as const;

/**
 * A workbook in Excel's format with one table, written while its rows come.
 *
 * @param name of the sheet
 * @param head names of the columns
 * @param rows read once, only as fast as the workbook is read
 */
export function workbook(name: string, head: string[], rows: AsyncIterable<Cell[]>): Readable {
  const zip = new ZipFile();
  const out = new PassThrough();
  const source = rows[Symbol.asyncIterator]();
  let current: Readable | undefined;
  const sheets: string[] = [];
  const sheet = () => {
    const number = sheets.length + 1;
    sheets.push(sheetName(name, number));
    const state = { more: false };
    current = Readable.from(sheetXml(head, source, state), { objectMode: false });
    current.on('end', () => (state.more ? sheet() : finish(zip, sheets)));
    current.on('error', (error) => out.destroy(error));
    zip.addReadStream(current, `xl/worksheets/sheet${number}.xml`);
  };
  zip.on('error', (error: Error) => out.destroy(error));
  sheet();
  zip.outputStream.pipe(out);
  // Who stops reading stops the writing, and with it the reading of the rows.
  out.on('close', () => {
    current?.destroy();
    void source.return?.();
  });
  return out;
}

async function* sheetXml(
  head: string[],
  rows: AsyncIterator<Cell[]>,
  state: { more: boolean },
): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/><cols><col min="1" max="${Math.max(1, head.length)}" width="20" customWidth="1"/></cols><sheetData>`;
  yield rowXml(1, head, STYLE.head);
  let waiting = '';
  let number = 1;
  for (;;) {
    if (number === MOST_ROWS) {
      state.more = true;
      break;
    }
    const { done, value } = await rows.next();
    if (done) break;
    waiting += rowXml(++number, value);
    if (waiting.length > 64 * 1024) {
      yield waiting;
      waiting = '';
    }
  }
  yield `${waiting}</sheetData></worksheet>`;
}

function rowXml(number: number, cells: readonly Cell[], style?: number): string {
  return `<row r="${number}">${cells.map((cell, index) => cellXml(`${letters(index)}${number}`, cell, style)).join('')}</row>`;
}

function cellXml(at: string, cell: Cell, style?: number): string {
  if (cell === '') return '';
  if (typeof cell === 'number') return numberXml(at, cell, style ?? STYLE.plain);
  if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
  if (typeof cell === 'string') return textXml(at, cell, style);
  if ('percent' in cell) return numberXml(at, cell.percent, STYLE.percent);
  if ('duration' in cell) return textXml(at, cell.duration, style);
  if (!('date' in cell)) return textXml(at, cell.time, style);
  const serial = serialOf(cell);
  if (serial === null) return textXml(at, [cell.date, cell.time].filter(Boolean).join(' '), style);
  return numberXml(at, serial, cell.time === undefined ? STYLE.date : STYLE.dateTime);
}

const numberXml = (at: string, value: number, style: number): string =>
  `<c r="${at}"${style === 0 ? '' : ` s="${style}"`}><v>${value}</v></c>`;

/** A text is no formula here, whatever it begins with; what looks like one stays a text when it is edited, too. */
function textXml(at: string, text: string, style?: number): string {
  const like = /^[=+\-@\t\r]/.test(text) ? STYLE.text : STYLE.plain;
  const shown = style ?? like;
  const held = text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT - 1)}…` : text;
  return `<c r="${at}"${shown === 0 ? '' : ` s="${shown}"`} t="inlineStr"><is><t xml:space="preserve">${escaped(held)}</t></is></c>`;
}

const ENTITIES: { [sign: string]: string } = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** What XML cannot hold is written by its number, as is a text that looks so already. */
function escaped(text: string): string {
  return text
    .replace(/_x[\da-fA-F]{4}_/g, (whole) => `_x005F${whole}`)
    .replace(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
    .replace(
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not come through.
      /[\u0000-\u0008\u000b\u000c\r\u000e-\u001f\ufffe\uffff]/g,
      (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`,
    );
}

function letters(index: number): string {
  let name = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}

/** Names of sheets have 31 characters at most, and some characters not at all. */
function sheetName(name: string, number: number): string {
  const plain =
    name
      .replace(/[[\]:*?/\\]/g, ' ')
      .replace(/^'+|'+$/g, '')
      .trim() || 'Records';
  const end = number === 1 ? '' : ` ${number}`;
  return (
    [...plain]
      .slice(0, 31 - end.length)
      .join('')
      .trim() + end
  );
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The parts that say what the others are. */
function finish(zip: ZipFile, sheets: string[]): void {
  const add = (name: string, xml: string) => zip.addBuffer(Buffer.from(XML + xml), name);
  const each = (text: (name: string, number: number) => string) =>
    sheets.map((name, index) => text(name, index + 1)).join('');
  add(
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${each((name, n) => `<sheet name="${escaped(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
  );
  add(
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships">${each((_name, n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rIdStyles" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  );
  add('xl/styles.xml', STYLES);
  add(
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  );
  add(
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET}.styles+xml"/>${each((_name, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${SHEET}.worksheet+xml"/>`)}</Types>`,
  );
  zip.end();
}

const STYLES = `<styleSheet xmlns="${MAIN}"><numFmts count="3"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="166" formatCode="0.##########%"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="6"><xf xfId="0"/><xf xfId="0" fontId="1" applyFont="1"/><xf xfId="0" numFmtId="164" applyNumberFormat="1"/><xf xfId="0" numFmtId="165" applyNumberFormat="1"/><xf xfId="0" numFmtId="166" applyNumberFormat="1"/><xf xfId="0" numFmtId="49" applyNumberFormat="1" quotePrefix="1"/></cellXfs></styleSheet>`;
