import fc from 'fast-check';
import { currencyScale } from './currency.ts';
import { decimalsOf, hasTooManyDigits, roundHalfUp } from './decimal.ts';

describe('rounding', () => {
  it.each([
    [1.005, 2, 1.01],
    [0.1 + 0.2, 2, 0.3],
    [-1.005, 2, -1.01],
    [2.5, 0, 3],
    [-0.4, 0, 0],
    [1e-9, 2, 0],
    [1e20, 2, 1e20],
    [8.345, 2, 8.35],
  ])('brings %d at scale %d to %d, half up from the shortest decimal form', (value, scale, rounded) => {
    expect(roundHalfUp(value, scale)).toBe(rounded);
  });
  it('is settled after once', () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.integer({ min: 0, max: 10 }),
        (value, scale) => {
          const once = roundHalfUp(value, scale);
          expect(roundHalfUp(once, scale)).toBe(once);
        },
      ),
    );
  });
});

describe('digits', () => {
  it('are counted in the decimal form', () => {
    expect([0, 1, 1.5, 0.1 + 0.2, 1e-7, 1.25e-3, 1e21].map(decimalsOf)).toEqual([0, 0, 1, 17, 7, 5, 0]);
  });
  it('are at most fifteen', () => {
    expect([123456789012345, 0.123456789012345, 1e-20, -999_999_999_999_999].map(hasTooManyDigits)).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([1234567890123456, 0.1234567890123456, 0.1 + 0.2, 1e15].map(hasTooManyDigits)).toEqual([
      true,
      true,
      true,
      true,
    ]);
  });
});

it('knows the decimals of currencies', () => {
  expect(['JPY', 'KWD', 'EUR', 'UAH', 'HUF', 'CLF', 'XXX'].map(currencyScale)).toEqual([0, 3, 2, 2, 2, 4, 2]);
});
