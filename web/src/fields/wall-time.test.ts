import { instantOf, wallTimeOf } from './wall-time.ts';

describe('time on the wall', () => {
  it.each([
    ['2026-07-01 09:30:00', 'Asia/Tokyo', '2026-07-01T00:30:00.000Z'],
    ['2026-01-01 00:00:00', 'Pacific/Kiritimati', '2025-12-31T10:00:00.000Z'],
    ['2026-07-01 12:00:00', 'Europe/Kyiv', '2026-07-01T09:00:00.000Z'],
    ['2026-12-01 12:00:00', 'Europe/Kyiv', '2026-12-01T10:00:00.000Z'],
  ])('%s in %s is %s, there and back', (wall, zone, instant) => {
    expect(instantOf(wall, zone)).toBe(instant);
    expect(wallTimeOf(instant, zone)).toBe(wall);
  });

  it('takes an hour that summer time skips as if the clock had not been changed', () => {
    expect(instantOf('2026-03-29 02:30:00', 'Europe/Berlin')).toBe('2026-03-29T01:30:00.000Z');
  });

  it('takes the first of an hour that comes twice', () => {
    expect(instantOf('2026-10-25 02:30:00', 'Europe/Berlin')).toBe('2026-10-25T00:30:00.000Z');
  });

  it('knows what is no time', () => {
    expect(instantOf('soon', 'UTC')).toBeNull();
    expect(wallTimeOf('soon', 'UTC')).toBeNull();
  });
});
