import { lastYearDays, previousDays } from './cohort.ts';

describe('days to compare with', () => {
  it('are as many right before', () => {
    expect(previousDays({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' });
    expect(previousDays({ from: '2026-03-01' })).toBeNull();
  });

  it('are the same a year before', () => {
    expect(lastYearDays({ from: '2024-02-29', to: '2024-03-31' })).toEqual({ from: '2023-02-28', to: '2023-03-31' });
    expect(lastYearDays({})).toBeNull();
  });
});
