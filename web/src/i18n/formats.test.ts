import {
  durationSeconds,
  formatDate,
  formatDateTime,
  formatMoney,
  formatPercent,
  formatRelative,
  formatSeconds,
} from './formats.ts';
import { labelText } from './label.ts';
import { browserLanguage } from './language.ts';

const english = { locale: 'en', timeZone: 'UTC' };
/** Spaces that do not break are as good as others. */
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ');

describe('dates', () => {
  it('never move a calendar date by a time zone', () => {
    expect(formatDate('2026-01-01', { locale: 'en', timeZone: 'Pacific/Kiritimati' })).toBe('Jan 1, 2026');
    expect(formatDate('2026-01-01', { locale: 'en', timeZone: 'Pacific/Niue' })).toBe('Jan 1, 2026');
    expect(formatDate('0099-12-31', english)).toContain('99');
  });

  it('show an instant in the reader’s zone', () => {
    const options = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    expect(formatDateTime('2026-01-01T12:00:00Z', { locale: 'en', timeZone: 'Asia/Tokyo' }, options)).toBe('21:00');
  });

  it('leave what is no date as it is', () => {
    expect(formatDate('soon', english)).toBe('soon');
    expect(formatDateTime('soon', english)).toBe('soon');
  });
});

describe('numbers', () => {
  it('write money by locale, whole amounts without decimals', () => {
    expect(formatMoney(10005534, 'EUR', english)).toBe('€10,005,534');
    expect(formatMoney(1117.5, 'EUR', english)).toBe('€1,117.50');
    expect(plain(formatMoney(1200, 'UAH', { locale: 'uk', timeZone: 'UTC' }))).toBe('1 200 ₴');
    expect(formatMoney(1200, 'JPY', { locale: 'ja', timeZone: 'UTC' })).toMatch(/1,200/);
  });

  it('write an unknown currency after the number rather than failing', () => {
    expect(formatMoney(5, 'NOPE!', english)).toBe('5 NOPE!');
  });

  it('write shares', () => {
    expect(formatPercent(0.63152, english, 2)).toBe('63.15%');
  });
});

describe('lengths of time', () => {
  it('are read from ISO 8601', () => {
    expect(durationSeconds('P14D')).toBe(14 * 86_400);
    expect(durationSeconds('PT2H')).toBe(7_200);
    expect(durationSeconds('-P30D')).toBe(-30 * 86_400);
    expect(durationSeconds('P')).toBeNull();
    expect(durationSeconds('P1DT')).toBeNull();
    expect(durationSeconds('two hours')).toBeNull();
  });

  it('are written in the largest unit that fits, up to days', () => {
    expect(formatSeconds(7_200, english)).toBe('2 hr');
    expect(formatSeconds(450_000, english, 'long')).toBe('5.2 days');
    expect(formatSeconds(40 * 86_400, english, 'long')).toBe('40 days');
    expect(formatSeconds(5, english, 'long')).toBe('5 seconds');
    expect(formatSeconds(450_000, { locale: 'ja', timeZone: 'UTC' }, 'narrow')).toBe('5.2日');
    expect(plain(formatSeconds(5 * 86_400, { locale: 'ru', timeZone: 'UTC' }, 'long'))).toBe('5 дней');
  });

  it('are told from now', () => {
    const now = new Date('2026-03-10T12:00:00Z');
    expect(formatRelative('2026-03-07T12:00:00Z', now, english)).toBe('3 days ago');
    expect(formatRelative('2026-03-10T14:00:00Z', now, english)).toBe('in 2 hours');
    expect(formatRelative('2026-03-10T11:59:40Z', now, english)).toBe('this minute');
  });
});

describe('languages', () => {
  it('follow the browser to the first that has a catalogue', () => {
    expect(browserLanguage(['de-DE', 'uk-UA', 'en'])).toBe('uk');
    expect(browserLanguage(['fr'])).toBe('en');
  });

  it('show a label in the reader’s language, else in English, else in whatever it has', () => {
    expect(labelText({ en: 'Deal', ja: '案件' }, 'ja')).toBe('案件');
    expect(labelText({ en: 'Deal', ja: '案件' }, 'ru')).toBe('Deal');
    expect(labelText({ ja: '案件' }, 'ru')).toBe('案件');
    expect(labelText('Deal', 'ru')).toBe('Deal');
    expect(labelText(undefined, 'ru')).toBe('');
  });
});
