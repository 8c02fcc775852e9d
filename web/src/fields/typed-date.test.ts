import { parseTypedDate } from './typed-date.ts';

const today = '2026-06-15';

describe('typing a date', () => {
  it.each([
    ['2026-12-31', 'ru', '2026-12-31'],
    ['31.12.2026', 'ru', '2026-12-31'],
    ['31.12.26', 'uk', '2026-12-31'],
    ['1.2', 'uk', '2026-02-01'],
    ['12/31/2026', 'en', '2026-12-31'],
    ['2/1', 'en', '2026-02-01'],
    ['2026年2月1日', 'ja', '2026-02-01'],
    ['2/1', 'ja', '2026-02-01'],
    ['24.12.2026', 'en', '2026-12-24'],
    ['12/24/2026', 'ru', '2026-12-24'],
    ['24.12', 'ja', '2026-12-24'],
  ])('reads %s in %s as %s', (text, locale, date) => {
    expect(parseTypedDate(text, locale, today)).toBe(date);
  });

  it.each(['', 'tomorrow', '31.02.2026', '2026-13-01', '12', '1.2.3.4'])('takes %j for no date', (text) => {
    expect(parseTypedDate(text, 'ru', today)).toBeNull();
  });
});
