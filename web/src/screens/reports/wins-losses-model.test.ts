import { outcomesOf } from './wins-losses-model.ts';

describe('wins and losses', () => {
  it('stand side by side, the commonest group first', () => {
    const rows = [
      { tag: 'a', $stageGroup: 'won', count: 1 },
      { tag: null, $stageGroup: 'lost', count: 4 },
      { tag: 'a', $stageGroup: 'lost', count: 2 },
    ];
    expect(outcomesOf(rows, 'tag')).toEqual({
      rows: [
        { key: null, won: 0, lost: 4 },
        { key: 'a', won: 1, lost: 2 },
      ],
      won: 1,
      lost: 6,
    });
  });
});
