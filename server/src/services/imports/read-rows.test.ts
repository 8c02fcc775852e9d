import iconv from 'iconv-lite';
import { decoded, type FileRow, guessDelimiter, readRows } from './read-rows.ts';
import { EncodingGuess, type TextEncoding } from './text-encoding.ts';

async function* chunksOf(bytes: Buffer, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function guess(bytes: Buffer, size = 7): TextEncoding {
  const encoding = new EncodingGuess();
  for (let at = 0; at < bytes.length; at += size) encoding.push(bytes.subarray(at, at + size));
  return encoding.result();
}

async function rowsOf(bytes: Buffer, encoding: TextEncoding, delimiter = ','): Promise<FileRow[]> {
  const rows: FileRow[] = [];
  for await (const piece of readRows(decoded(chunksOf(bytes, 5), encoding), delimiter)) rows.push(...piece);
  return rows;
}

const japanese = '会社名,担当者,金額\r\n株式会社山田製作所,佐藤 花子,1200\r\nテスト㈱,鈴木,3\r\n';
const russian = 'Компания;Ответственный;Сумма\r\nООО «Ромашка»;Иванов Пётр;1 200,50\r\n';
const ukrainian = 'Назва;Місто\r\nТОВ «Їжак»;Київ\r\nҐанок;Львів\r\n';

describe('the encoding of a file', () => {
  it.each<[TextEncoding, string, Buffer]>([
    ['utf-8', 'ASCII alone', Buffer.from('a,b\n1,2\n')],
    ['utf-8', 'Japanese', Buffer.from(japanese)],
    ['utf-8', 'a byte order mark', Buffer.from(`\ufeff${russian}`)],
    ['utf-16le', 'a byte order mark', iconv.encode(japanese, 'utf-16le', { addBOM: true })],
    ['utf-16be', 'a byte order mark', iconv.encode(russian, 'utf-16be', { addBOM: true })],
    ['utf-16le', 'no mark', iconv.encode('name,city\r\nAcme,Paris\r\n', 'utf-16le')],
    ['utf-16be', 'no mark', iconv.encode('name,city\r\nAcme,Paris\r\n', 'utf-16be')],
    ['shift_jis', 'Japanese', iconv.encode(japanese, 'cp932')],
    ['shift_jis', 'Japanese far behind ASCII', iconv.encode(`id\n${'1234567\n'.repeat(30_000)}${japanese}`, 'cp932')],
    ['euc-jp', 'Japanese of Unix', iconv.encode(japanese, 'eucjp')],
    ['utf-8', 'a stray zero', Buffer.from('name,city\nAc\0me,Paris\n')],
    ['windows-1251', 'Russian', iconv.encode(russian, 'win1251')],
    ['windows-1251', 'Ukrainian', iconv.encode(ukrainian, 'win1251')],
    ['windows-1251', 'one Russian word', iconv.encode('a,b\n1,да\n', 'win1251')],
    ['windows-1252', 'French', iconv.encode('société,ville\nCafé de la Gare,Orléans\n', 'win1252')],
  ])('is %s for %s', (expected, _, bytes) => {
    expect(guess(bytes)).toBe(expected);
    expect(guess(bytes, 64 * 1024)).toBe(expected);
  });

  it.each<[TextEncoding, string]>([
    ['utf-8', 'utf8'],
    ['utf-16le', 'utf-16le'],
    ['utf-16be', 'utf-16be'],
    ['shift_jis', 'cp932'],
    ['euc-jp', 'eucjp'],
  ])('gives back the text of %s, wherever chunks break', async (encoding, codec) => {
    const rows = await rowsOf(iconv.encode(japanese, codec, { addBOM: /^utf/.test(encoding) }), encoding);
    expect(rows.map(({ cells }) => cells.join(','))).toEqual(japanese.trim().split('\r\n'));
  });
});

describe('the rows of a file', () => {
  it.each([
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ])('begin at the lines people see in an editor, with %s', async (_, end) => {
    const text = ['name,note', 'a,"one', 'two ""quoted"""', '', 'b,x', 'c,"last,with comma"', ''].join(end);
    expect(await rowsOf(Buffer.from(text), 'utf-8')).toEqual([
      { line: 1, cells: ['name', 'note'] },
      { line: 2, cells: ['a', `one${end}two "quoted"`] },
      { line: 5, cells: ['b', 'x'] },
      { line: 6, cells: ['c', 'last,with comma'] },
    ]);
  });

  it('are separated by whichever sign the header has', () => {
    expect(guessDelimiter('a,b\n1,2')).toBe(',');
    expect(guessDelimiter('"a, first";b;c\r\n1;2;3')).toBe(';');
    expect(guessDelimiter('a\tb, c\td')).toBe('\t');
    expect(guessDelimiter('only')).toBe(',');
  });

  it('end where a quotation mark is never closed, and say where', async () => {
    await expect(rowsOf(Buffer.from('a,b\n1,2\n3,"open\n4,5\n'), 'utf-8')).rejects.toMatchObject({ line: 3 });
  });
});
