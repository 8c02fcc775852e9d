import { commonSteps, stepsAlong } from './flow-model.ts';

const step = (from: string, to: string, count: number) => ({ from, to, count, records: count, medianSeconds: 1 });
const steps = [step('a', 'b', 60), step('b', 'a', 5), step('b', 'c', 30), step('a', 'c', 5)];

describe('the steps of a flow map', () => {
  it('are all there until rare ones are hidden', () => {
    expect(commonSteps(steps, 1)).toHaveLength(4);
  });

  it('are the commonest that make up the share asked for', () => {
    expect(commonSteps(steps, 0.5).map(({ count }) => count)).toEqual([60]);
    expect(commonSteps(steps, 0.9).map(({ count }) => count)).toEqual([60, 30]);
    expect(commonSteps([], 0.5)).toEqual([]);
  });

  it('are those of a way that is played, however rare', () => {
    expect(stepsAlong(steps, ['a', 'c'])).toEqual([step('a', 'c', 5)]);
    expect(stepsAlong(steps, ['a', 'b', 'a']).map(({ count }) => count)).toEqual([60, 5]);
    expect(stepsAlong(steps, null)).toEqual([]);
  });
});
