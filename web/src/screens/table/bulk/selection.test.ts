import { chosen, countOf, exported, isSelected, NOTHING, type Selection, toggled } from './selection.ts';

const all: Selection = { everything: true };

describe('what is chosen in a table', () => {
  it('is records one by one, or all that match, those not loaded included', () => {
    const two = toggled(toggled(NOTHING, 'a', []), 'b', []);
    expect([isSelected(two, 'a'), isSelected(two, 'c'), countOf(two, 900)]).toEqual([true, false, 2]);
    expect([isSelected(all, 'anything'), countOf(all, 900)]).toEqual([true, 900]);
    expect(toggled(two, 'a', [])).toEqual({ everything: false, ids: new Set(['b']) });
  });

  it('is no longer everything once one is left out', () => {
    expect(toggled(all, 'b', ['a', 'b', 'c'])).toEqual({ everything: false, ids: new Set(['a', 'c']) });
  });

  it('is asked for by ids, or by what the table is narrowed by', () => {
    const filter = { combinator: 'and' as const, rules: [{ field: 'a', operator: '=' as const, value: 1 }] };
    expect(chosen({ everything: false, ids: new Set(['a']) }, { filter })).toEqual({ ids: ['a'] });
    expect(chosen(all, { filter, q: 'x' })).toEqual({ filter, q: 'x' });
    expect(chosen(all, { q: 'x' })).toEqual({ q: 'x', filter: { combinator: 'and', rules: [] } });
  });

  it('is exported alone where it fits an address', () => {
    expect(exported(NOTHING, { q: 'x' })).toEqual({ q: 'x' });
    expect(exported({ everything: false, ids: new Set(['a']) }, { q: 'x' })?.filter?.rules).toEqual([
      { field: '$id', operator: 'in', value: ['a'] },
    ]);
    const many = new Set(Array.from({ length: 500 }, (_, index) => String(index)));
    expect(exported({ everything: false, ids: many }, {})).toBeNull();
  });
});
