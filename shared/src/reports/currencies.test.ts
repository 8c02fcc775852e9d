import { currenciesOf, isDrawnIn, sumIn } from './currencies.ts';

const rows = [{ sum: { EUR: 5 } }, { sum: { JPY: 900 } }, { sum: { EUR: 1, JPY: 2 } }, { sum: null }, {}];

describe('sums in several currencies', () => {
  it('are told apart even where each group has only one', () => {
    expect(currenciesOf(rows.slice(0, 2), 'sum')).toEqual(['EUR', 'JPY']);
    expect(rows.map(({ sum }) => sumIn(sum, 'EUR'))).toEqual([5, null, 1, null, null]);
    expect(currenciesOf([{ sum: 7 }, { sum: null }], 'sum')).toEqual([]);
    expect([sumIn(7, undefined), sumIn({ EUR: 5 }, undefined)]).toEqual([7, null]);
  });

  it('stand side by side, and are no parts of one whole', () => {
    expect([isDrawnIn('bar', 2), isDrawnIn('line', 2), isDrawnIn('pie', 2), isDrawnIn('area', 2)]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isDrawnIn('pie', 1)).toBe(true);
  });
});
