import { cronOf, type Repeat, repeatOf } from './cron.ts';

const NAMED: [string, Repeat][] = [
  ['0 9 * * *', { every: 'day', time: '09:00', day: 1 }],
  ['30 18 * * 1-5', { every: 'workday', time: '18:30', day: 1 }],
  ['5 0 * * 0', { every: 'week', time: '00:05', day: 0 }],
  ['0 12 31 * *', { every: 'month', time: '12:00', day: 31 }],
];

describe('a schedule', () => {
  it.each(NAMED)('%s has a name and is written back as it was', (cron, repeat) => {
    expect(repeatOf(cron)).toEqual(repeat);
    expect(cronOf(repeat)).toBe(cron);
  });

  it.each(['*/5 * * * *', '0 9 1 * 1', '0 9 * 6 *', '0 9 * * 1,3', 'soon', ''])(
    '%s has none and stays cron',
    (cron) => {
      expect(repeatOf(cron)).toBeNull();
    },
  );
});
