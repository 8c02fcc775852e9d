import { bandRules, bandsAround, bandsOf } from './amount-bands.ts';

describe('bands of amounts', () => {
  it('have round bounds, and leave nothing out between them', () => {
    const bands = bandsAround(1_234);
    expect(bands).toEqual([
      { from: null, to: 100 },
      { from: 100, to: 500 },
      { from: 500, to: 1_000 },
      { from: 1_000, to: 5_000 },
      { from: 5_000, to: 10_000 },
      { from: 10_000, to: null },
    ]);
    expect(bandsAround(0)).toEqual([{ from: null, to: null }]);
  });

  it('are asked for as conditions', () => {
    expect(bandRules({ key: 'amount' }, { from: 100, to: 200 })).toEqual([
      { field: 'amount', operator: '>=', value: 100 },
      { field: 'amount', operator: '<', value: 200 },
    ]);
    expect(bandRules({ key: 'amount' }, { from: null, to: null })).toEqual([{ field: 'amount', operator: 'notNull' }]);
  });

  it('are of each currency for itself, where records say their own', () => {
    const bands = bandsOf({ JPY: 90_000, EUR: 500, '': 0 });
    expect([...new Set(bands.map(({ currency }) => currency))]).toEqual(['', 'EUR', 'JPY']);
    expect(bands.filter(({ currency }) => currency === 'JPY')).toHaveLength(6);
    const field = { key: 'amount', currencyField: 'currency' };
    expect(bandRules(field, { from: 100, to: null, currency: 'EUR' })).toEqual([
      { field: 'amount', operator: '>=', value: 100 },
      { field: 'currency', operator: '=', value: 'EUR' },
    ]);
    expect(bandRules(field, { from: null, to: null, currency: '' })[1]).toEqual({
      field: 'currency',
      operator: 'null',
    });
  });
});
