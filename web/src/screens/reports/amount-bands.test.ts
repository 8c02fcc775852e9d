import { bandRules, bandsAround } from './amount-bands.ts';

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
    expect(bandRules('amount', { from: 100, to: 200 })).toEqual([
      { field: 'amount', operator: '>=', value: 100 },
      { field: 'amount', operator: '<', value: 200 },
    ]);
    expect(bandRules('amount', { from: null, to: null })).toEqual([{ field: 'amount', operator: 'notNull' }]);
  });
});
