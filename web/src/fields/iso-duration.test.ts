import { durationOf, durationText, singleSpan } from './iso-duration.ts';

describe('a span of time', () => {
  it.each(['P14D', 'PT2H', 'PT30M', 'P3M', 'P2W', 'P1Y'])(
    '%s opens as one number and unit and is kept as it was',
    (duration) => {
      const span = singleSpan(duration);
      expect(span && durationOf(span)).toBe(duration);
    },
  );

  it('does not squeeze a span of several parts into one', () => {
    expect(singleSpan('P1DT2H')).toBeNull();
    expect(singleSpan('P')).toBeNull();
  });

  it('reads in the language of the reader', () => {
    expect(durationText('P14D', 'en')).toBe('14 days');
    expect(durationText('P1DT2H', 'ru')).toBe('1 день 2 часа');
    expect(durationText('P5D', 'uk')).toBe('5 днів');
    expect(durationText('PT2H', 'ja')).toBe('2 時間');
    expect(durationText('soon', 'en')).toBe('soon');
  });
});
