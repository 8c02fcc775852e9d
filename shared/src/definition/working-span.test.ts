import { workingAfter, workingBefore } from './working-span.ts';
import { workingSeconds } from './working-time.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-03-09'] };
const HOUR = 3600;
const after = (from: string, count: number, zone = 'UTC') =>
  workingAfter(new Date(from), count * HOUR, hours, zone).toISOString();
const before = (to: string, count: number, zone = 'UTC') =>
  workingBefore(new Date(to), count * HOUR, hours, zone).toISOString();

describe('a span of working time', () => {
  it('ends when so much work could be done: nights, weekends and holidays are left out', () => {
    expect(after('2026-03-02T10:00:00Z', 3)).toBe('2026-03-02T13:00:00.000Z');
    expect(after('2026-03-02T16:00:00Z', 3)).toBe('2026-03-03T11:00:00.000Z');
    // Friday evening; Monday is a holiday.
    expect(after('2026-03-06T20:00:00Z', 1)).toBe('2026-03-10T10:00:00.000Z');
    expect(after('2026-03-02T09:00:00Z', 8)).toBe('2026-03-02T17:00:00.000Z');
  });

  it('began as long ago', () => {
    expect(before('2026-03-02T13:00:00Z', 3)).toBe('2026-03-02T10:00:00.000Z');
    expect(before('2026-03-03T11:00:00Z', 3)).toBe('2026-03-02T16:00:00.000Z');
    // Whatever came after Friday's last working second counts from Tuesday.
    expect(before('2026-03-10T10:00:00Z', 1)).toBe('2026-03-10T09:00:00.000Z');
  });

  it('goes by the wall clock of the organisation, through a change of the clocks', () => {
    expect(after('2026-03-27T16:00:00Z', 2, 'Europe/Berlin')).toBe('2026-03-30T09:00:00.000Z');
    expect(after('2026-03-02T07:00:00Z', 2, 'Asia/Tokyo')).toBe('2026-03-03T01:00:00.000Z');
  });

  it('agrees in both directions, and with the time counted', () => {
    for (let step = 0; step < 200; step += 7) {
      const from = new Date(Date.UTC(2026, 1, 27, 3) + step * HOUR * 1000);
      const due = workingAfter(from, 11 * HOUR, hours, 'Europe/Kyiv');
      expect(workingSeconds(from, due, hours, 'Europe/Kyiv')).toBe(11 * HOUR);
      expect(workingBefore(due, 11 * HOUR, hours, 'Europe/Kyiv') >= from).toBe(true);
      const early = new Date(due.getTime() - 1000);
      expect(workingBefore(early, 11 * HOUR, hours, 'Europe/Kyiv') < from).toBe(true);
    }
  });

  it('is never over where nobody works', () => {
    const never = { ...hours, days: [] };
    expect(workingAfter(new Date('2026-03-02T00:00:00Z'), HOUR, never, 'UTC').getUTCFullYear()).toBeGreaterThan(2120);
    expect(workingBefore(new Date('2026-03-02T00:00:00Z'), HOUR, never, 'UTC').getUTCFullYear()).toBeLessThan(1930);
  });
});
