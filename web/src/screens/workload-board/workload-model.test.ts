import { behindFigure, countsOf, sumOf, workloadOf } from './workload-model.ts';

const all = countsOf([
  { $owner: 'ann', $stage: 'new', count: 2 },
  { $owner: 'ben', $stage: 'new', count: 4 },
  { $owner: 'ben', $stage: 'offer', count: 1 },
  { $owner: null, $stage: 'offer', count: 9 },
  { $owner: 'cid', $stage: 'won', count: 5 },
]);
const late = countsOf([{ $owner: 'ben', $stage: 'new', count: 3 }]);

describe('the workload', () => {
  it('says who has how much in each stage, the most laden first and what nobody owns last', () => {
    const rows = workloadOf(all, late, ['new', 'offer']);
    expect(rows.map(({ owner, count }) => [owner, count])).toEqual([
      ['ben', 5],
      ['ann', 2],
      [null, 9],
    ]);
    expect(rows[0]).toMatchObject({
      late: 3,
      cells: [
        { count: 4, late: 3 },
        { count: 1, late: 0 },
      ],
    });
    expect(sumOf(rows)).toEqual({ count: 16, late: 3 });
  });

  it('opens the records behind each figure', () => {
    const base = { combinator: 'and' as const, rules: [] };
    expect(behindFigure(base, { owner: null, stage: 'new' }).rules).toEqual([
      base,
      { field: '$owner', operator: 'null' },
      { field: '$stage', operator: '=', value: 'new' },
    ]);
  });
});
