import { harmless } from './spreadsheet-text.ts';

describe('a text for a spreadsheet', () => {
  it.each(['=1+1', '+1+1', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '\n=1', '＝1+1', '＋1', '－1+1', '＠A1'])(
    'is made harmless when it begins like a formula: %j',
    (text) => expect(harmless(text)).toBe(`'${text}`),
  );

  it.each(['', 'plain', '-5', '+3.25', '1-1', 'a=b'])('is left alone otherwise: %j', (text) =>
    expect(harmless(text)).toBe(text),
  );
});
