import { date } from './date.ts';
import { isDateFormat } from './date-text.ts';
import { dateTime } from './date-time.ts';
import type { ParseOptions } from './kind.ts';

const day = { key: 'd', label: 'd', kind: 'date' } as const;
const time = { key: 't', label: 't', kind: 'dateTime' } as const;

const dateOf = (text: string, options?: ParseOptions) => {
  const parsed = date.parse(day, text, options);
  return parsed.ok ? parsed.value : parsed.code;
};
const timeOf = (text: string, options?: ParseOptions) => {
  const parsed = dateTime.parse(time, text, options);
  return parsed.ok ? parsed.value : parsed.code;
};

describe('a date in text', () => {
  it.each<[string, string | undefined, string | undefined]>([
    ['2024-05-01', undefined, '2024-05-01'],
    ['2024/5/1', undefined, '2024-05-01'],
    ['2024年5月1日', undefined, '2024-05-01'],
    ['２０２４／０５／０１', undefined, '2024-05-01'],
    ['2024-05-01 13:45:00', undefined, '2024-05-01'],
    ['01.05.2024', 'dd.MM.yyyy', '2024-05-01'],
    ['1.5.2024', 'dd.MM.yyyy', '2024-05-01'],
    ['01.05.2024 00:00', 'dd.MM.yyyy', '2024-05-01'],
    ['05/01/2024', 'MM/dd/yyyy', '2024-05-01'],
    ['5/1/24', 'M/d/yy', '2024-05-01'],
    ['1/2/99', 'd/M/yy', '1999-02-01'],
    ['2024/05/01', 'yyyy/MM/dd', '2024-05-01'],
    ['令和8年11月3日', undefined, '2026-11-03'],
    ['㋿8年11月3日', undefined, '2026-11-03'],
    ['令和元年5月1日', undefined, '2019-05-01'],
    ['平成 31 年 4 月 30 日'.replaceAll(' ', ''), 'dd/MM/yyyy', '2019-04-30'],
    ['昭和64年1月7日', undefined, '1989-01-07'],
    ['Ｒ８．１１．３', undefined, '2026-11-03'],
    ['S50/4/1', undefined, '1975-04-01'],
    ['2026年11月3日(火)', undefined, '2026-11-03'],
    ['令和8年11月3日（火）', undefined, '2026-11-03'],
    ['3 Nov 2026', undefined, '2026-11-03'],
    ['03-Nov-2026', 'dd.MM.yyyy', '2026-11-03'],
    ['November 3rd, 2026', undefined, '2026-11-03'],
    ['3 ноября 2026 г.', undefined, '2026-11-03'],
    ['3 листопада 2026 р.', undefined, '2026-11-03'],
    ['20261103', undefined, '2026-11-03'],
    ['46329', undefined, '2026-11-03'],
    ['46329.5', 'dd.MM.yyyy', '2026-11-03'],
    ['', undefined, undefined],
  ])('%s by %s is %s', (text, dateFormat, expected) => {
    expect(dateOf(text, { dateFormat })).toBe(expected);
  });

  it.each([
    ['01/02/2024', undefined],
    ['2024-02-30', undefined],
    ['31.04.2024', 'dd.MM.yyyy'],
    ['13/01/2024', 'MM/dd/yyyy'],
    ['2024-05-01', 'dd.MM.yyyy'],
    ['01.05.2024 25:00', 'dd.MM.yyyy'],
    ['0000-01-01', undefined],
    ['tomorrow', undefined],
    ['3 Nev 2026', undefined],
    ['令和8年13月3日', undefined],
    ['20261399', undefined],
    ['19999', undefined],
    ['123456', undefined],
  ])('%s by %s is refused', (text, dateFormat) => {
    expect(dateOf(text, { dateFormat })).toBe('not_a_date');
  });

  it('of a time with an offset is the day in the zone', () => {
    expect(dateOf('2024-05-01T22:30:00Z', { timeZone: 'Europe/Kyiv' })).toBe('2024-05-02');
  });
});

describe('a time in text', () => {
  it.each<[string, ParseOptions, string]>([
    ['2024-05-01T10:00:00+03:00', {}, '2024-05-01T07:00:00Z'],
    ['2024-05-01 10:00', { timeZone: 'Europe/Kyiv' }, '2024-05-01T07:00:00Z'],
    ['2024-05-01', { timeZone: 'Asia/Tokyo' }, '2024-04-30T15:00:00Z'],
    ['01.05.2024 10:00:05', { dateFormat: 'dd.MM.yyyy HH:mm:ss' }, '2024-05-01T10:00:05Z'],
    ['01.05.2024', { dateFormat: 'dd.MM.yyyy HH:mm' }, '2024-05-01T00:00:00Z'],
    ['01.05.2024 10:00', { dateFormat: 'dd.MM.yyyy' }, '2024-05-01T10:00:00Z'],
    ['5/1/2024 1:30 PM', { dateFormat: 'M/d/yyyy h:mm a' }, '2024-05-01T13:30:00Z'],
    ['5/1/2024 12:00 am', { dateFormat: 'M/d/yyyy' }, '2024-05-01T00:00:00Z'],
    ['2024-05-01T10:00:00.250Z', {}, '2024-05-01T10:00:00.250Z'],
    ['令和8年11月3日 9:30', { timeZone: 'Asia/Tokyo' }, '2026-11-03T00:30:00Z'],
    ['Nov 3, 2026 1:30 PM', {}, '2026-11-03T13:30:00Z'],
    ['46329.395833333', {}, '2026-11-03T09:30:00Z'],
    // An hour that the clocks of Kyiv skipped.
    ['2024-03-31 03:30', { timeZone: 'Europe/Kyiv' }, '2024-03-31T01:30:00Z'],
  ])('%s by %j is %s', (text, options, expected) => {
    expect(timeOf(text, options)).toBe(expected);
  });
  it.each(['2024-05-01T25:00:00Z', '13:00', '2024-05-01 10:61'])('%s is refused', (text) => {
    expect(timeOf(text)).toBe('not_a_time');
  });
});

it('a format names year, month and day once each', () => {
  expect(['dd.MM.yyyy', 'M/d/yy', 'yyyy-MM-dd HH:mm:ss', 'yyyy年M月d日'].map(isDateFormat)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['dd.MM', 'dd.MM.yyyy.MM', 'hello', ''].map(isDateFormat)).toEqual([false, false, false, false]);
});
