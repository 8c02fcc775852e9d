import { isNoTable } from './file-sort.ts';

const bytes = (hex: string, length = 3000): Buffer =>
  Buffer.concat([Buffer.from(hex, 'hex'), Buffer.from(Array.from({ length }, (_, at) => (at * 7) % 256))]);

describe('the first bytes of a file', () => {
  it.each([
    ['a picture', bytes('89504e470d0a1a0a')],
    ['a photograph', bytes('ffd8ffe000104a46')],
    ['a PDF', Buffer.from('%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n', 'latin1')],
    ['any program', bytes('cafebabe00000034')],
  ])('are those of %s', (_, file) => {
    expect(isNoTable(file)).toBe(true);
  });

  it.each([
    ['UTF-8', Buffer.from('Title,金額\r\nОдин,5\r\n')],
    ['UTF-16 with its mark', Buffer.from('\ufeffTitle\t金額\r\n一つ\t5\r\n', 'utf16le')],
    ['UTF-16 without', Buffer.from('Title\tAmount\r\nOne\t5\r\n', 'utf16le')],
    ['Shift_JIS', Buffer.from('8c8f96bc2c8be08a7a0d0a', 'hex')],
    ['nothing', Buffer.alloc(0)],
  ])('are those of a text in %s', (_, file) => {
    expect(isNoTable(file)).toBe(false);
  });
});
