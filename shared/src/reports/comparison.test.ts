import { type ComparedReport, compareFunnels } from './comparison.ts';

const report = (won: number, winRate: number | null, reached: number, reasons: [string | null, number][]) =>
  ({
    created: 10,
    open: 1,
    won,
    lost: 2,
    winRate,
    medianCycleSeconds: 60,
    stages: [
      {
        stage: 'first',
        entered: 10,
        reached,
        current: 1,
        lostHere: 0,
        conversionFromPrevious: 1,
        conversionFromFirst: 1,
        medianSeconds: null,
        p90Seconds: 5,
        overNorm: 0,
        overNormNow: 0,
      },
    ],
    lossReasons: reasons.map(([reason, count]) => ({ reason, count })),
  }) satisfies ComparedReport;

describe('two funnel reports side by side', () => {
  const { totals, stages, lossReasons } = compareFunnels(
    report(4, 0.5, 9, [['price', 2]]),
    report(6, null, 3, [
      [null, 1],
      ['price', 3],
    ]),
  );

  it('differ by how much the first is above what it is compared with', () => {
    expect(totals.won).toEqual({ one: 4, other: 6, difference: -2 });
    expect(stages[0]?.reached).toEqual({ one: 9, other: 3, difference: 6 });
  });

  it('have no difference where one of them has no figure', () => {
    expect(totals.winRate).toEqual({ one: 0.5, other: null, difference: null });
    expect(stages[0]?.medianSeconds).toEqual({ one: null, other: null, difference: null });
  });

  it('name every reason of either, the commonest first', () => {
    expect(lossReasons).toEqual([
      { reason: 'price', count: { one: 2, other: 3, difference: -1 } },
      { reason: null, count: { one: 0, other: 1, difference: -1 } },
    ]);
  });
});
