import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';
import { BrokenWorkbook, type Bytes, type Cell } from './cell.ts';
import { Workbook } from './read.ts';
import { cellOf, serialOf, shownBy } from './serial.ts';
import { workbook } from './write.ts';

const bytesOf = (file: Buffer): Bytes => ({
  size: file.length,
  read: async function* (from, to) {
    // In small pieces, as a file that comes from far away.
    for (let at = from; at < to; at += 1000) yield file.subarray(at, Math.min(to, at + 1000));
  },
});

async function readBack(file: Buffer, sheet?: string): Promise<{ number: number; cells: Cell[] }[]> {
  const book = await Workbook.open(bytesOf(file));
  const part = book.sheets.find(({ name }) => name === sheet) ?? book.first;
  const rows = [];
  for await (const piece of book.rows(part)) rows.push(...piece);
  expect(await book.count(part)).toBe(rows.length);
  return rows;
}

async function* rowsOf(rows: Cell[][]): AsyncGenerator<Cell[]> {
  yield* rows;
}

/** As Excel writes it: sheets before what they refer to, rows and cells with their places. */
function excel(parts: { [name: string]: string }): Promise<Buffer> {
  const zip = new ZipFile();
  const all: { [name: string]: string } = {
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="p">
      <Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/>
      <Relationship Id="rId2" Type="x/worksheet" Target="/xl/worksheets/sheet2.xml"/>
      <Relationship Id="rId3" Type="x/styles" Target="styles.xml"/>
      <Relationship Id="rId4" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="m" xmlns:r="r"><sheets>
      <sheet name="Hidden" sheetId="1" state="hidden" r:id="rId1"/><sheet name="Data" sheetId="2" r:id="rId2"/>
      </sheets></workbook>`,
    'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
    'xl/styles.xml': `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
      <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>
      <cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="10"/><xf numFmtId="170"/><xf numFmtId="46"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
    'xl/sharedStrings.xml': `<sst><si><t>Name</t></si><si><r><t>東</t></r><r><t xml:space="preserve">京 </t></r><rPh sb="0" eb="2"><t>トウキョウ</t></rPh></si>
      <si><t>a_x000D_b &amp; c</t></si></sst>`,
    ...parts,
  };
  for (const [name, text] of Object.entries(all)) zip.addBuffer(Buffer.from(text), name);
  zip.end();
  return buffer(zip.outputStream);
}

const sheet = (rows: string) => ({
  'xl/worksheets/sheet2.xml': `<worksheet><sheetData>${rows}</sheetData></worksheet>`,
});

describe('workbooks', () => {
  it('are read from their first sheet that is not hidden, with every sheet named', async () => {
    const file = await excel(sheet('<row r="3"><c r="B3" t="s"><v>0</v></c></row>'));
    const book = await Workbook.open(bytesOf(file));
    expect(book.sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
      ['Hidden', true],
      ['Data', false],
    ]);
    expect(await readBack(file)).toEqual([{ number: 3, cells: ['', 'Name'] }]);
    expect(await readBack(file, 'Hidden')).toEqual([{ number: 1, cells: [1] }]);
  });

  it('give texts without phonetic readings, results of formulas, and values of every type', async () => {
    const file = await excel(
      sheet(`<row r="1"><c t="s"><v>1</v></c><c t="s"><v>2</v></c><c t="str"><f>A1</f><v>sum</v></c><c><f>1+1</f><v>2</v></c>
        <c t="b"><v>1</v></c><c t="e"><v>#N/A</v></c><c t="inlineStr"><is><t>=1+1</t></is></c><c><v>0.30000000000000004</v></c></row>
        <x:row xmlns:x="m"><x:c><x:v>7</x:v></x:c></x:row>`),
    );
    expect(await readBack(file)).toEqual([
      { number: 1, cells: ['東京 ', 'a\rb & c', 'sum', 2, true, '#N/A', '=1+1', 0.30000000000000004] },
      { number: 2, cells: [7] },
    ]);
  });

  it('give dates, times and per cents by the formats of their cells', async () => {
    const file = await excel(
      sheet(`<row r="1"><c s="1"><v>42844</v></c><c s="2"><v>42844.749988425923</v></c><c s="3"><v>0.25</v></c><c s="4"><v>42844</v></c>
        <c s="5"><v>1.5</v></c><c s="6"><v>0.5</v></c><c s="1"><v>59</v></c><c s="0"><v>42844</v></c><c t="d"><v>2017-04-19T10:00:00</v></c></row>`),
    );
    expect((await readBack(file))[0]?.cells).toEqual([
      { date: '2017-04-19' },
      { date: '2017-04-19', time: '17:59:59' },
      { percent: 0.25 },
      { date: '2017-04-19' },
      { duration: 'PT36H' },
      { time: '12:00:00' },
      { date: '1900-02-28' },
      42844,
      { date: '2017-04-19', time: '10:00:00' },
    ]);
  });

  it('that count days from 1904 are read so', () => {
    expect(cellOf(0, 'date', true)).toEqual({ date: '1904-01-01' });
    expect(cellOf(serialOf({ date: '2026-11-22' }) ?? 0, 'date', false)).toEqual({ date: '2026-11-22' });
  });

  it.each([
    ['General', 'number'],
    ['#,##0.00 "day"', 'number'],
    ['[Red]-0.00;[Blue]0', 'number'],
    ['0.00E+00', 'number'],
    ['mm:ss', 'time'],
    ['h:mm AM/PM', 'time'],
    ['mmm', 'date'],
    ['dd/mm/yyyy hh:mm', 'date'],
    ['[h]:mm:ss', 'duration'],
    ['0%', 'percent'],
    ['yyyy\\-mm\\-dd', 'date'],
    ['@', 'number'],
  ])('take the format %s for a %s', (code, shown) => {
    expect(shownBy(200, code)).toBe(shown);
  });

  it('that are none, damaged or cut off are refused', async () => {
    const whole = await excel({});
    const other = new ZipFile();
    other.addBuffer(Buffer.from('x'), 'content.xml');
    other.end();
    for (const file of [
      Buffer.from('PK\x03\x04 nothing', 'latin1'),
      whole.subarray(0, whole.length / 2),
      await buffer(other.outputStream),
      await excel({ 'xl/workbook.xml': '<workbook><sheets></workbook>' }),
      await excel({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>' }),
    ]) {
      await expect(readBack(file)).rejects.toBeInstanceOf(BrokenWorkbook);
    }
  });

  it('that would fill the memory are refused: a text, a tag or a row without end, texts without number', async () => {
    const long = 'x'.repeat(11_000_000);
    const some = 'x'.repeat(10_000);
    const bombs: { [part: string]: string }[] = [
      sheet(`<row r="1"><c r="A1" t="inlineStr"><is><t>${long}</t></is></c></row>`),
      sheet(`<row r="1"><c r="A1" ${long}="1"/></row>`),
      sheet(`<row r="1">${`<c r="A1" t="str"><v>${some}</v></c>`.repeat(1_100)}</row>`),
      { 'xl/sharedStrings.xml': `<sst><si>${`<t>${some}</t>`.repeat(1_100)}</si></sst>` },
      { 'xl/styles.xml': `<styleSheet><cellXfs>${`<xf a="${some}"/>`.repeat(2_100)}</cellXfs></styleSheet>` },
    ];
    for (const parts of bombs) {
      await expect(readBack(await excel(parts))).rejects.toBeInstanceOf(BrokenWorkbook);
    }
    const book = await Workbook.open(bytesOf(await excel(sheet(`<row r="1"><c><v>${long}`))));
    await expect(book.count(book.first)).rejects.toBeInstanceOf(BrokenWorkbook);
  });

  it('come back as they were written, whatever their texts hold', async () => {
    const rows: Cell[][] = [
      ['=HYPERLINK("http://a")', '+1', '-2', '@x', 'plain', ''],
      ['<&>"', 'a\r\nb\tc\u0001d', '_x0041_', ' spaces ', '東京 Ї', 'x'],
      [1.5, -7, true, { date: '2026-11-22' }, { date: '2026-11-22', time: '23:59:59' }, { percent: 0.125 }],
      ['last'],
    ];
    const file = await buffer(workbook('Deals: all/any', ['A', 'B', 'C', 'D', 'E', '=F'], rowsOf(rows)));
    const [head, ...back] = await readBack(file);
    expect(head?.cells).toEqual(['A', 'B', 'C', 'D', 'E', '=F']);
    expect(back.map(({ cells }) => cells)).toEqual([
      rows[0]?.slice(0, 5),
      ['<&>"', 'a\r\nb\tc\u0001d', '_x0041_', ' spaces ', '東京 Ї', 'x'],
      rows[2],
      ['last'],
    ]);
    const book = await Workbook.open(bytesOf(file));
    expect(book.sheets.map(({ name }) => name)).toEqual(['Deals  all any']);
  });

  it('stop reading their rows when nobody reads them', async () => {
    let ended = false;
    async function* endless(): AsyncGenerator<Cell[]> {
      try {
        for (;;) yield ['x'.repeat(100)];
      } finally {
        ended = true;
      }
    }
    const stream = workbook('Endless', ['A'], endless());
    for await (const _ of stream) break;
    for (let turn = 0; turn < 100 && !ended; turn++) await new Promise((resolve) => setTimeout(resolve, 10));
    expect(ended).toBe(true);
  });

  it('say what stopped their rows', async () => {
    // biome-ignore lint/correctness/useYield: it fails before the first row.
    async function* broken(): AsyncGenerator<Cell[]> {
      throw new Error('The database is away.');
    }
    await expect(buffer(workbook('Broken', ['A'], broken()))).rejects.toThrow('The database is away.');
  });
});
