import { lineRows, rowFaults, rowsSums, rowsTotal, storedRows, withTotal } from './line-rows.ts';

describe('product rows as they are typed', () => {
  it('shows the total the server will store: half up, after discount and tax', () => {
    expect(withTotal({ name: 'Wall', quantity: 3, unitPrice: 0.335, taxPercent: 0 }, 2).total).toBe(1.01);
    expect(withTotal({ name: 'Wall', quantity: 2, unitPrice: 100, discountPercent: 5, taxPercent: 20 }, 2).total).toBe(
      228,
    );
  });

  it('takes a quantity not given as one, and has no total before there is a price', () => {
    expect(withTotal({ name: 'Visit', unitPrice: 40 }, 2).total).toBe(40);
    expect(withTotal({ name: 'Visit', total: 99 }, 2)).toEqual({ name: 'Visit' });
  });

  it('adds totals up without binary dust', () => {
    expect(rowsTotal([{ total: 0.1 }, { total: 0.2 }, {}], 2)).toBe(0.3);
  });

  it('tells price, discount and tax apart so that they add up to the total to the cent', () => {
    const rows = [
      { quantity: 3, unitPrice: 33.33, discountPercent: 7.5, taxPercent: 21 },
      { quantity: 1, unitPrice: 0.1, discountPercent: 33 },
      { name: 'no price yet' },
    ].map((row) => withTotal(row, 2));
    const { net, discount, tax, total } = rowsSums(rows, 2);
    expect([net, discount, tax, total]).toEqual([100.09, 7.53, 19.42, 111.98]);
    expect(total).toBe(rowsTotal(rows, 2));
  });

  it('stores no rows as no value, and drops rows left empty', () => {
    expect(storedRows([{}, { name: '  ' }])).toBeUndefined();
    expect(storedRows([{ name: 'A', unitPrice: 1, taxPercent: undefined }, {}])).toEqual([{ name: 'A', unitPrice: 1 }]);
  });

  it('keeps a row that has only a quantity, and says what it lacks', () => {
    expect(storedRows([{ quantity: 7 }, { quantity: 1 }])).toEqual([{ quantity: 7 }]);
    expect(rowFaults({ quantity: 7 })).toEqual(['name', 'unitPrice']);
    expect(rowFaults({ quantity: 1 })).toEqual([]);
    expect(rowFaults({ name: 'A', unitPrice: 1, discountPercent: 101, taxPercent: -1 })).toEqual([
      'discountPercent',
      'taxPercent',
    ]);
  });

  it('reads back what it stored and nothing that is no row', () => {
    const rows = [{ name: 'A', quantity: 2, unitPrice: 1.5, total: 3 }];
    expect(lineRows([...(storedRows(rows) as object[]), 'x', null] as never)).toEqual(rows);
  });
});
