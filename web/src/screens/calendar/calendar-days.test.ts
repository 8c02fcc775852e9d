import { addDays, addMonths, daysOfMonth, daysOfWeek, isDay, weekdayOf } from './calendar-days.ts';

describe('the days of a calendar', () => {
  it('are counted through months, years and leap days', () => {
    expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2026-01-01', -1)).toBe('2025-12-31');
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30');
  });

  it('fill whole weeks that begin on the reader’s first day', () => {
    const monday = daysOfMonth('2026-11-15', 1);
    expect([monday[0], monday.at(-1), monday.length]).toEqual(['2026-10-26', '2026-12-06', 42]);
    const sunday = daysOfMonth('2026-02-10', 7);
    expect([sunday[0], sunday.at(-1), sunday.length]).toEqual(['2026-02-01', '2026-02-28', 28]);
    expect(daysOfWeek('2026-11-22', 1)[0]).toBe('2026-11-16');
    expect(daysOfWeek('2026-11-22', 7)[0]).toBe('2026-11-22');
    expect(weekdayOf('2026-11-22')).toBe(7);
  });

  it('are days that exist', () => {
    expect(isDay('2026-02-30')).toBe(false);
    expect(isDay('2026-02-28')).toBe(true);
    expect(isDay(undefined)).toBe(false);
  });
});
