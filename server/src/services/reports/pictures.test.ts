import { numberOption } from './pictures.ts';
import type { Told } from './query-words.ts';

const told = {
  language: 'en',
  query: { dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }, { fn: 'sum', field: 'worth' }] },
  columns: [
    { key: 'count', kind: 'number', role: 'measure' },
    { key: 'sum_worth', kind: 'money', role: 'measure', label: 'Worth' },
  ],
  schema: { key: 'deal', fields: [], funnels: [] },
} as unknown as Told;

interface Titles {
  title: { text: string; textStyle: { fontSize: number } }[];
}

describe('figures without groups, drawn for an e-mail', () => {
  it('are large, and each has its own part of the width', () => {
    const { title } = numberOption({ count: 12, sum_worth: 7 }, told) as unknown as Titles;
    expect(title.map(({ text, textStyle }) => [text, textStyle.fontSize])).toEqual([
      ['12', 54],
      ['7', 54],
    ]);
  });

  it('are smaller where they are long, with a line for each currency', () => {
    const sums = { EUR: 123_456_789, JPY: 1, USD: 2 };
    const { title } = numberOption({ count: 12, sum_worth: sums }, told) as unknown as Titles;
    expect(title[1]?.text.split('\n')).toHaveLength(3);
    const size = title[1]?.textStyle.fontSize ?? 0;
    expect(size * '€123,456,789'.length * 0.6).toBeLessThan(340);
    expect(title[0]?.textStyle.fontSize).toBe(size);
  });
});
