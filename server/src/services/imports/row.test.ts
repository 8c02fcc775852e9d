import type { Field } from '@etapa/shared/definition/entity-type';
import { type Reading, readRow } from './row.ts';

const title: Field = { key: 'title', label: 'Title', kind: 'text' };
const amount: Field = { key: 'amount', label: 'Amount', kind: 'integer' };
const column = (index: number, field: Field) => ({
  index,
  header: String(field.label),
  target: { kind: 'field' as const, field, create: false },
  values: new Map<string, string>(),
});
const reading: Reading = {
  plan: { columns: [column(0, title), column(1, amount)], width: 2, strict: false, duplicates: 'create' },
  definition: { key: 'thing', name: 'Thing', titleField: 'title', fields: [title, amount] },
  timeZone: 'UTC',
  resolve: () => ({ problem: 'There is nothing to link to.' }),
  parsed: new WeakMap(),
};
const read = (...cells: string[]) => readRow({ line: 2, cells }, reading);

describe('a row of a file', () => {
  it('may be shorter than the header, or end in blank cells', () => {
    expect(read('Short')).toMatchObject({ doc: { title: 'Short' }, problems: [] });
    expect(read('Long', '5', '', ' ')).toMatchObject({ doc: { title: 'Long', amount: 5 }, problems: [] });
  });

  it('has numbers that can be read in one way only, whatever the other numbers of the file are like', () => {
    const amounts = ['12 345,60 ₴', '1.234,5', '1,234.50', "1'234.5", '¥1,234', '7'].map((text) => read('One', text));
    expect(amounts.map(({ doc }) => doc.amount)).toEqual([12345.6, 1234.5, 1234.5, 1234.5, 1234, 7]);
    expect(read('One', '1,5').problems).toHaveLength(1);
    expect(read('One', '12,345,67').problems).toHaveLength(1);
  });

  it('is refused when a stray separator has shifted its cells', () => {
    expect(read('Smith', '7', '5').problems).toEqual([{ value: '5', problem: 'The row has more cells than columns.' }]);
  });
});
