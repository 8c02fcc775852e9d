import { presetDays, rangeOf } from './periods.ts';

describe('the range of a report', () => {
  it('holds the last day, too', () => {
    expect(rangeOf({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-03-01', to: '2026-04-01' });
    expect(rangeOf({ to: '2026-12-31' })).toEqual({ to: '2027-01-01' });
  });

  it('is open where no day is chosen', () => {
    expect(rangeOf({})).toEqual({});
  });

  it('knows quarters and the turn of the year', () => {
    expect(presetDays('quarter', '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-11-22' });
    expect(presetDays('last30', '2026-01-05')).toEqual({ from: '2025-12-07', to: '2026-01-05' });
  });
});
