import { lastTime, nextTime } from './cron.ts';

const at = (text: string) => new Date(text);
const last = (cron: string, from: string, to: string, zone = 'Europe/Kyiv') =>
  lastTime(cron, zone, at(from), at(to))?.toISOString() ?? null;

describe('times of the clock', () => {
  it('are of their zone', () => {
    expect(nextTime('0 9 * * 1', 'Asia/Tokyo', at('2026-11-22T00:00:00Z'))?.toISOString()).toBe(
      '2026-11-23T00:00:00.000Z',
    );
    expect(nextTime('0 9 * * 1', 'Europe/Kyiv', at('2026-11-22T00:00:00Z'))?.toISOString()).toBe(
      '2026-11-23T07:00:00.000Z',
    );
  });

  it('come at the moment itself, once, and not before', () => {
    expect(last('0 9 * * *', '2026-11-22T06:00:00Z', '2026-11-22T06:59:59Z')).toBeNull();
    expect(last('0 9 * * *', '2026-11-22T06:00:00Z', '2026-11-22T07:00:00Z')).toBe('2026-11-22T07:00:00.000Z');
    expect(last('0 9 * * *', '2026-11-22T07:00:00Z', '2026-11-23T06:59:59Z')).toBeNull();
  });

  it('are only the last of those missed', () => {
    expect(last('0 * * * *', '2026-11-20T07:00:00Z', '2026-11-22T07:30:00Z')).toBe('2026-11-22T07:00:00.000Z');
  });

  it('come once on the days the clocks change', () => {
    expect(last('30 3 * * *', '2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe('2026-03-29T01:00:00.000Z'); // 04:00: there is no 03:30
    const first = last('30 3 * * *', '2026-10-24T12:00:00Z', '2026-10-25T00:45:00Z');
    expect(first).toBe('2026-10-25T00:30:00.000Z');
    expect(last('30 3 * * *', first ?? '', '2026-10-25T12:00:00Z')).toBeNull();
  });
});
