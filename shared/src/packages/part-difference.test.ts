import { grantsDifference, partDifference } from './part-difference.ts';

describe('what a package changes of a view, a report or a role', () => {
  it('is told member by member, in the order of files', () => {
    const before = { name: 'Late', columns: ['title'], shared: true, sort: 'amount' };
    const after = {
      name: 'Late',
      shared: true,
      columns: ['title', 'amount'],
      filter: { combinator: 'and', rules: [] },
    };
    expect(partDifference(before, after)).toEqual([
      { member: 'filter', before: null, after: { combinator: 'and', rules: [] } },
      { member: 'sort', before: 'amount', after: null },
      { member: 'columns', before: ['title'], after: ['title', 'amount'] },
    ]);
  });

  it('takes the order of members for nothing, and what is absent for null', () => {
    const one = { query: { dataset: 'records', filter: null, measures: [{ fn: 'sum', field: 'amount' }] } };
    const other = { query: { measures: [{ field: 'amount', fn: 'sum' }], dataset: 'records' } };
    expect(partDifference(one, other)).toEqual([]);
  });

  it('names what a query holds alone', () => {
    const query = { dataset: 'records', entityType: 'deal' };
    expect(partDifference({ query, picture: 'bar' }, { query: { ...query, limit: 5 }, picture: 'pie' })).toEqual([
      { member: 'limit', before: null, after: 5 },
      { member: 'picture', before: 'bar', after: 'pie' },
    ]);
  });

  it('says of a role with which type it may do what, and of which fields', () => {
    const before = [{ entityType: 'deal', actions: ['read'], scope: 'all', fields: { read: ['title'] } }];
    const after = [
      { entityType: 'deal', actions: ['read', 'move'], scope: 'all', fields: { read: ['title', 'amount'] } },
      { entityType: 'company', actions: ['read'], scope: 'own' },
    ];
    expect(grantsDifference(before, after)).toEqual([
      { entityType: 'company', member: 'actions', before: null, after: ['read'] },
      { entityType: 'company', member: 'scope', before: null, after: 'own' },
      { entityType: 'deal', member: 'actions', before: ['read'], after: ['read', 'move'] },
      { entityType: 'deal', member: 'fieldsRead', before: ['title'], after: ['title', 'amount'] },
    ]);
  });
});
