import { groupProblems } from './problems.ts';

describe('problems of an import', () => {
  it('tells one cause once, with its rows counted and the first lines named', () => {
    const refused = Array.from({ length: 7 }, (_, row) => ({
      line: row + 2,
      column: 'product',
      value: 'GTXPro',
      problem: 'There is no such product.',
    }));
    const groups = groupProblems([{ line: 40, column: 'value', value: 'x', problem: 'Not a number.' }, ...refused]);
    expect(groups).toEqual([
      { column: 'product', value: 'GTXPro', problem: 'There is no such product.', count: 7, lines: [2, 3, 4, 5, 6] },
      { column: 'value', value: 'x', problem: 'Not a number.', count: 1, lines: [40] },
    ]);
  });

  it('keeps apart what differs in column, value or reason', () => {
    const groups = groupProblems([
      { column: 'a', value: '1', problem: 'p' },
      { column: 'b', value: '1', problem: 'p' },
      { column: 'a', value: '2', problem: 'p' },
      { problem: 'p' },
    ]);
    expect(groups).toHaveLength(4);
  });
});
