import { workingSeconds } from './working-time.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: ['2026-01-01'] };
const HOUR = 3600;
const between = (from: string, to: string, zone = 'UTC', own = hours) =>
  workingSeconds(new Date(from), new Date(to), own, zone) / HOUR;

describe('working time', () => {
  it('counts the hours of working days alone', () => {
    expect(between('2026-03-02T10:00:00Z', '2026-03-02T12:30:00Z')).toBe(2.5);
    expect(between('2026-03-02T06:00:00Z', '2026-03-02T20:00:00Z')).toBe(8);
    expect(between('2026-03-06T16:00:00Z', '2026-03-09T10:00:00Z')).toBe(2);
    expect(between('2026-03-07T10:00:00Z', '2026-03-08T10:00:00Z')).toBe(0);
  });

  it('leaves out holidays, near and far', () => {
    expect(between('2025-12-31T09:00:00Z', '2026-01-02T17:00:00Z')).toBe(16);
    expect(between('2025-12-01T00:00:00Z', '2026-02-02T00:00:00Z')).toBe((9 * 5 - 1) * 8);
  });

  it('goes by the wall clock of the organisation, through a change of the clocks too', () => {
    expect(between('2026-03-02T00:00:00Z', '2026-03-02T06:00:00Z', 'Asia/Tokyo')).toBe(6);
    expect(between('2026-03-27T16:00:00Z', '2026-03-30T16:00:00Z', 'Europe/Berlin')).toBe(8);
  });

  it('agrees with a count hour by hour over months', () => {
    const from = new Date('2025-11-14T13:00:00Z');
    for (let days = 1; days < 120; days += 7) {
      const to = new Date(from.getTime() + days * 24 * HOUR * 1000);
      let counted = 0;
      for (let at = from.getTime(); at < to.getTime(); at += HOUR * 1000) {
        counted += workingSeconds(new Date(at), new Date(at + HOUR * 1000), hours, 'Asia/Tokyo');
      }
      expect([days, workingSeconds(from, to, hours, 'Asia/Tokyo')]).toEqual([days, counted]);
    }
  });

  it('is nothing where nobody works, or time runs backwards', () => {
    expect(between('2026-03-02T10:00:00Z', '2026-03-02T09:00:00Z')).toBe(0);
    expect(between('2026-03-02T10:00:00Z', '2026-04-02T09:00:00Z', 'UTC', { ...hours, days: [] })).toBe(0);
  });
});
