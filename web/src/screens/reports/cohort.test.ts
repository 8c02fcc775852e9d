import { cohortFilter, presetDays, rangeOf } from './cohort.ts';

describe('the range of a report', () => {
  it('begins at midnight of the first day and ends at the end of the last, in the reader’s zone', () => {
    expect(rangeOf({ from: '2026-03-01', to: '2026-03-31' }, 'Asia/Tokyo')).toEqual({
      from: '2026-02-28T15:00:00.000Z',
      to: '2026-03-31T15:00:00.000Z',
    });
  });

  it('counts a day of 23 hours as one day', () => {
    const range = rangeOf({ from: '2026-03-29', to: '2026-03-29' }, 'Europe/Kyiv');
    expect(Date.parse(range.to ?? '') - Date.parse(range.from ?? '')).toBe(23 * 3_600_000);
  });

  it('is open where no day is chosen', () => {
    expect(rangeOf({}, 'UTC')).toEqual({});
  });

  it('knows quarters and the turn of the year', () => {
    expect(presetDays('quarter', '2026-11-22')).toEqual({ from: '2026-10-01', to: '2026-11-22' });
    expect(presetDays('last30', '2026-01-05')).toEqual({ from: '2025-12-07', to: '2026-01-05' });
  });
});

describe('the records behind a figure', () => {
  it('are those of the cohort, of the reader’s filter and of the figure itself', () => {
    const filter = { combinator: 'or' as const, rules: [{ field: 'amount', operator: '>' as const, value: 5 }] };
    const range = { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' };
    expect(cohortFilter('sales', range, filter, [{ field: '$stageGroup', operator: '=', value: 'won' }])).toEqual({
      combinator: 'and',
      rules: [
        { field: '$funnel', operator: '=', value: 'sales' },
        { field: '$createdAt', operator: '>=', value: '2026-01-01T00:00:00.000Z' },
        { field: '$createdAt', operator: '<', value: '2026-02-01T00:00:00.000Z' },
        filter,
        { field: '$stageGroup', operator: '=', value: 'won' },
      ],
    });
  });

  it('leaves an empty filter out', () => {
    expect(cohortFilter('sales', {}, { combinator: 'and', rules: [] }, [])).toEqual({
      combinator: 'and',
      rules: [{ field: '$funnel', operator: '=', value: 'sales' }],
    });
  });
});
