import { fieldsOf } from './tree.ts';

describe('the fields of a condition', () => {
  it('are each named once, those compared with too', () => {
    expect(
      fieldsOf({
        combinator: 'and',
        rules: [
          { field: 'amount', operator: 'between', value: 'low,high', valueSource: 'field' },
          {
            combinator: 'or',
            rules: [
              { field: 'amount', operator: 'null' },
              { field: 'company.region', operator: '=', value: 'low' },
            ],
          },
        ],
      }),
    ).toEqual(['amount', 'low', 'high', 'company.region']);
  });
});
