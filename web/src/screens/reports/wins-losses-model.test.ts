import { commonTraits, outcomesOf } from './wins-losses-model.ts';

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

describe('what won and lost have in common', () => {
  const found = [
    { field: 'region', key: 'north', won: 8, lost: 2 },
    { field: 'region', key: 'south', won: 2, lost: 18 },
    { field: 'region', key: null, won: 5, lost: 0 },
    { field: 'size', key: 'small', won: 5, lost: 10 },
    { field: 'size', key: 'rare', won: 2, lost: 0 },
  ];

  it('is what is far commoner on one side, the furthest first', () => {
    const traits = commonTraits(found, { won: 10, lost: 20 });
    expect(traits.map(({ key, side }) => [key, side])).toEqual([
      ['north', 'won'],
      ['south', 'lost'],
    ]);
  });

  it('is nothing that only one side can have', () => {
    const reasons = [
      { field: 'lossReason', key: 'price', won: 0, lost: 12 },
      { field: 'lossReason', key: null, won: 10, lost: 8 },
    ];
    const traits = commonTraits([...found, ...reasons], { won: 10, lost: 20 });
    expect(traits.map(({ field }) => field)).not.toContain('lossReason');
  });

  it('is not told of too few', () => {
    expect(commonTraits(found, { won: 4, lost: 20 })).toEqual([]);
  });
});
