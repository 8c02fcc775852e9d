import { dateWatch, daysReached, nextMoment } from './date-days.ts';

const reached = (trigger: object, from: string, to: string, timeZone = 'Europe/Kyiv') =>
  daysReached(dateWatch({ kind: 'date.reached', field: 'day', ...trigger }, timeZone), from, to);
const days = (...given: Parameters<typeof reached>) => reached(...given).map(({ day, moment }) => `${day} ${moment}`);

describe('the days that a date trigger finds', () => {
  it('come at their time of day, in the zone', () => {
    expect(days({ offset: 'P0D', at: '09:00' }, '2026-03-01T00:00:00Z', '2026-03-02T12:00:00Z')).toEqual([
      '2026-03-01 2026-03-01T07:00:00Z',
      '2026-03-02 2026-03-02T07:00:00Z',
    ]);
    const auckland = days({ at: '09:00' }, '2026-03-01T00:00:00Z', '2026-03-01T23:00:00Z', 'Pacific/Auckland');
    expect(auckland).toEqual(['2026-03-02 2026-03-01T20:00:00Z']);
  });

  it('come once, at the moment itself and not before', () => {
    expect(days({ at: '09:00' }, '2026-03-01T06:59:59Z', '2026-03-01T07:00:00Z')).toHaveLength(1);
    expect(days({ at: '09:00' }, '2026-03-01T07:00:00Z', '2026-03-02T06:59:59Z')).toEqual([]);
  });

  it('are before or after it by the offset, in days, months or hours', () => {
    const on = (offset: string) => days({ offset, at: '09:00' }, '2026-05-10T00:00:00Z', '2026-05-10T23:00:00Z');
    expect(on('-P30D')).toEqual(['2026-06-09 2026-05-10T06:00:00Z']);
    expect(on('P90D')).toEqual(['2026-02-09 2026-05-10T06:00:00Z']);
    expect(on('PT5H')).toEqual(['2026-05-10 2026-05-10T11:00:00Z']);
  });

  it('come together when months are short', () => {
    const on = days({ offset: 'P1M', at: '09:00' }, '2026-02-28T00:00:00Z', '2026-02-28T23:00:00Z');
    expect(on.map((text) => text.slice(0, 10))).toEqual(['2026-01-28', '2026-01-29', '2026-01-30', '2026-01-31']);
  });

  it('come once when the clocks change, be their hour left out or there twice', () => {
    const spring = days({ at: '03:30' }, '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z');
    expect(spring).toEqual(['2026-03-29 2026-03-29T01:30:00Z']); // 04:30: there is no 03:30
    const autumn = days({ at: '03:30' }, '2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z');
    expect(autumn).toEqual(['2026-10-25 2026-10-25T00:30:00Z']); // the first of two
    expect(days({ at: '09:00' }, '2026-03-29T00:00:00Z', '2026-03-29T12:00:00Z')).toEqual([
      '2026-03-29 2026-03-29T06:00:00Z',
    ]);
  });

  it('are all those of an outage, in the order they were due', () => {
    const missed = reached({ at: '09:00' }, '2026-01-01T00:00:00Z', '2026-12-31T23:00:00Z');
    expect(missed).toHaveLength(365);
    expect(missed.map(({ moment }) => moment)).toEqual(missed.map(({ moment }) => moment).sort());
  });

  it('are those of earlier years too where they come yearly; 29 February on the 28th where it is missing', () => {
    const on = (day: string) =>
      reached({ yearly: true, at: '09:00' }, `${day}T00:00:00Z`, `${day}T23:00:00Z`)[0]?.values;
    expect(on('2026-05-10')).toEqual(expect.arrayContaining(['2026-05-10', '1961-05-10', '1990-05-10']));
    expect(on('2026-05-10')).not.toContain('2027-05-10');
    expect(on('2027-02-28')).toEqual(expect.arrayContaining(['2000-02-28', '2000-02-29']));
    expect(on('2028-02-28')).not.toContain('2000-02-29');
    expect(on('2028-02-29')).toContain('2000-02-29');
    expect(on('2028-02-29')).not.toContain('2000-02-28');
  });

  it('are none before the next moment, and some at it', () => {
    const watch = dateWatch({ kind: 'date.reached', field: 'day', offset: '-P1M', at: '09:00' }, 'Europe/Kyiv');
    for (const from of ['2026-01-30T07:00:00Z', '2026-03-29T05:59:00Z', '2026-11-22T08:00:00Z']) {
      const next = nextMoment(watch, from);
      const before = new Date(Date.parse(next) - 1000).toISOString();
      expect(daysReached(watch, from, before)).toEqual([]);
      expect(daysReached(watch, from, next)).not.toEqual([]);
    }
  });
});
