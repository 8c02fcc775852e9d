import fc from 'fast-check';
import { parseNumber } from './number-text.ts';

const value = (text: string, decimal?: '.' | ',') => {
  const parsed = parseNumber(text, decimal);
  return parsed.ok ? parsed.value : parsed.code;
};

describe('a number in text', () => {
  it.each<[string, '.' | ',' | undefined, number | undefined]>([
    ['1234.5', undefined, 1234.5],
    ['1,234.50', undefined, 1234.5],
    ['1 234 567', undefined, 1234567],
    ["1'234.5", '.', 1234.5],
    ['1.234,50', ',', 1234.5],
    ['1\u00a0234,5', ',', 1234.5],
    ['1\u202f234,5', ',', 1234.5],
    ['１，２３４．５', '.', 1234.5],
    ['-3', undefined, -3],
    ['−3,5', ',', -3.5],
    ['(1,200)', undefined, -1200],
    ['3-', undefined, -3],
    ['+7', undefined, 7],
    ['.5', undefined, 0.5],
    ['5.', undefined, 5],
    ['€1,200.50', undefined, 1200.5],
    ['-$5', undefined, -5],
    ['$-5', undefined, -5],
    ['1 200,50 ₴', ',', 1200.5],
    ['EUR 12', undefined, 12],
    ['12 EUR', undefined, 12],
    ['1 200 руб.', undefined, 1200],
    ['¥1,200', undefined, 1200],
    ['5,000円', undefined, 5000],
    ['\\1,200', undefined, 1200],
    ['△1,200', undefined, -1200],
    ['▲¥1,200', undefined, -1200],
    ['US$5', undefined, 5],
    ['12.5%', undefined, 12.5],
    ['1e3', undefined, 1000],
    ['-0', undefined, 0],
    ['  ', undefined, undefined],
    ['123456789012345', undefined, 123456789012345],
    ['0.10', undefined, 0.1],
  ])('%s with the decimal mark %s is %s', (text, decimal, expected) => {
    expect(value(text, decimal)).toBe(expected);
  });

  it.each<[string, '.' | ',' | undefined]>([
    ['1,5', undefined],
    ['1.5', ','],
    ['0,335', undefined],
    ['0.335', ','],
    ['1,23,456', undefined],
    ['1.2.3', undefined],
    ['12 34', undefined],
    ['1,234 567', undefined],
    ['abc', undefined],
    ['1x', undefined],
    ['--1', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['0x10', undefined],
    ['.', undefined],
    ['€', undefined],
  ])('%s with the decimal mark %s is refused, not guessed', (text, decimal) => {
    expect(value(text, decimal)).toBe('not_a_number');
  });

  it.each(['1234567890123456', '0.1234567890123456', '100000000000000001', '1.0000000000000001'])(
    '%s has more digits than are kept',
    (text) => {
      expect(value(text)).toBe('too_many_digits');
    },
  );

  it('is read back from how any number is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(10 ** 9), max: 10 ** 9 }),
        fc.constantFrom('en', 'de', 'uk', 'ja'),
        (cents, locale) => {
          const text = new Intl.NumberFormat(locale, { minimumFractionDigits: 2 }).format(cents / 100);
          expect(value(text, locale === 'en' || locale === 'ja' ? '.' : ',')).toBe(cents / 100 || 0);
        },
      ),
    );
  });
});
