import { cellsOf, isTable, LINE_COLUMNS, pastedRows } from './line-paste.ts';

const columns = LINE_COLUMNS.filter((column) => column !== 'product');

describe('rows pasted from a spreadsheet', () => {
  it('reads lines and tabs, quoted cells with both in them, and no last empty line', () => {
    expect(cellsOf('Wall\t3\r\n"Two\nlines, ""so"""\t4\r\n')).toEqual([
      ['Wall', '3'],
      ['Two\nlines, "so"', '4'],
    ]);
    expect(cellsOf('a\t\tb')).toEqual([['a', '', 'b']]);
    expect(cellsOf('5" pipe\t2')).toEqual([['5" pipe', '2']]);
  });

  it('takes the text of one cell for what it is', () => {
    expect(isTable('just words\n')).toBe(false);
    expect(isTable('a\tb')).toBe(true);
    expect(isTable('a\nb')).toBe(true);
  });

  it('puts columns where they were pasted and passes a row of headings by', () => {
    const cells = cellsOf('Name\tQty\tPrice\nLaminate\t30\t1,250.50\nPlaster\t66\t€ 4.20');
    expect(pastedRows(cells, 'name', columns, '.')).toEqual({
      rows: [
        { name: 'Laminate', quantity: 30, unitPrice: 1250.5 },
        { name: 'Plaster', quantity: 66, unitPrice: 4.2 },
      ],
      unread: [],
    });
    expect(pastedRows(cellsOf('10\t5 %\n20\t7'), 'unitPrice', columns, '.').rows).toEqual([
      { unitPrice: 10, discountPercent: 5 },
      { unitPrice: 20, discountPercent: 7 },
    ]);
  });

  it('reads numbers in the notation of the reader, and the other where it can be only that', () => {
    expect(pastedRows(cellsOf('A\t1\t1 234,50'), 'name', columns, ',').rows[0]?.unitPrice).toBe(1234.5);
    expect(pastedRows(cellsOf('A\t1\t1234.5'), 'name', columns, ',').rows[0]?.unitPrice).toBe(1234.5);
  });

  it('reads every number in the notation that some of them can only be of', () => {
    const prices = (text: string, own: '.' | ',') =>
      pastedRows(cellsOf(text), 'unitPrice', columns, own).rows.map(({ unitPrice }) => unitPrice);
    expect(prices('1.234,50\n2.500\n0,335\n7', '.')).toEqual([1234.5, 2500, 0.335, 7]);
    expect(prices('1,234.50\n2,500\n0.335', ',')).toEqual([1234.5, 2500, 0.335]);
    expect(prices('2.500\n3', '.')).toEqual([2.5, 3]);
    expect(prices('1.234,50\n1,234.50\n2.500', '.')).toEqual([1234.5, 1234.5, 2.5]);
  });

  it('says what it could not read instead of guessing', () => {
    expect(pastedRows(cellsOf('A\t2\tcheap\nB\t3\t5'), 'name', columns, '.').rows).toHaveLength(1);
    expect(pastedRows(cellsOf('A\t2\t1\nB\t3\tcheap'), 'name', columns, '.')).toEqual({
      rows: [
        { name: 'A', quantity: 2, unitPrice: 1 },
        { name: 'B', quantity: 3 },
      ],
      unread: ['cheap'],
    });
  });

  it('takes product and quantity side by side for just that, and leaves the name to the product', () => {
    expect(pastedRows(cellsOf('Laminate\t30\nPlaster\t12'), 'product', LINE_COLUMNS, '.').rows).toEqual([
      { name: 'Laminate', quantity: 30 },
      { name: 'Plaster', quantity: 12 },
    ]);
    expect(pastedRows(cellsOf('L-1\tLaminate\t30'), 'product', LINE_COLUMNS, '.').rows).toEqual([
      { name: 'L-1', quantity: 30 },
    ]);
  });

  it('leaves totals of the spreadsheet aside: they are computed', () => {
    expect(pastedRows(cellsOf('A\t1\t2\t0\t0\t99'), 'name', columns, '.').rows).toEqual([
      { name: 'A', quantity: 1, unitPrice: 2, discountPercent: 0, taxPercent: 0 },
    ]);
  });
});
