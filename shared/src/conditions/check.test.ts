import type { JsonValue } from '../fields/field.ts';
import { check } from './check.ts';
import type { ConditionSchema } from './context.ts';

const schema: ConditionSchema = {
  fields: [
    { key: 'name', label: 'Name', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money' },
    { key: 'region', label: 'Region', kind: 'select', options: [] },
    { key: 'tags', label: 'Tags', kind: 'multiSelect', options: [] },
    { key: 'company', label: 'Company', kind: 'link', target: 'company' },
    { key: 'lost', label: 'Lost', kind: 'link', target: 'nowhere' },
    { key: 'rows', label: 'Rows', kind: 'lines' },
  ],
  linkedType: (key) => (key === 'company' ? { fields: [{ key: 'region', label: 'Region', kind: 'text' }] } : undefined),
};
const faults = (...rules: JsonValue[]) =>
  check({ combinator: 'and', rules }, schema).map(({ path, code }) => `${path} ${code}`);

describe('checking a condition', () => {
  it('finds nothing wrong with what the contract shows', () => {
    expect(
      faults(
        { field: 'amount', operator: '>=', value: 100000 },
        { field: '$stageEnteredAt', operator: 'olderThan', value: 'P14D' },
        {
          combinator: 'or',
          not: false,
          rules: [
            { field: 'company.region', operator: 'in', value: ['emea', 'apac'] },
            { field: '$owner', operator: '=', value: '$me' },
            { field: '$owner', operator: 'in', value: '$myTeam' },
          ],
        },
        { field: 'amount', operator: 'between', value: '1,2' },
        { field: 'tags', operator: 'contains', value: 'a' },
        { field: '$createdAt', operator: '=', value: '$today', id: 'r1', valueSource: 'value' },
        { field: 'name', operator: '!=', value: 'company.region', valueSource: 'field' },
        { combinator: 'and', rules: [] },
      ),
    ).toEqual([]);
  });

  it.each<[string, JsonValue]>([
    ['/rules/0/field unknown_field', { field: 'gone', operator: '=', value: 1 }],
    ['/rules/0/field unknown_field', { field: 'company.gone', operator: '=', value: 1 }],
    ['/rules/0/field unknown_field', { field: 'lost.name', operator: 'null' }],
    ['/rules/0/field unknown_field', { field: 'name.length', operator: 'null' }],
    ['/rules/0/operator operator_not_for_kind', { field: 'amount', operator: 'contains', value: 1 }],
    ['/rules/0/operator operator_not_for_kind', { field: 'region', operator: '<', value: 'a' }],
    ['/rules/0/operator operator_not_for_kind', { field: 'rows', operator: '=', value: 'a' }],
    ['/rules/0/operator operator_needs_event', { field: 'amount', operator: 'changed' }],
    ['/rules/0/value bad_value', { field: 'amount', operator: '=', value: 'much' }],
    ['/rules/0/value bad_value', { field: 'amount', operator: '=', value: null }],
    ['/rules/0/value bad_value', { field: 'amount', operator: '=' }],
    ['/rules/0/value bad_value', { field: 'amount', operator: '=', value: [1] }],
    ['/rules/0/value bad_value', { field: 'amount', operator: 'between', value: [1] }],
    ['/rules/0/value bad_value', { field: 'amount', operator: 'in', value: [1, 'x'] }],
    ['/rules/0/value bad_value', { field: 'amount', operator: '=', value: 'name', valueSource: 'field' }],
    ['/rules/0/value bad_value', { field: '$owner', operator: '=', value: 'ann' }],
    ['/rules/0/value bad_value', { field: '$createdAt', operator: '<', value: 'yesterday' }],
    ['/rules/0/value bad_value', { field: '$createdAt', operator: '<', value: '2024-02-30' }],
    ['/rules/0/value bad_value', { field: '$createdAt', operator: 'olderThan', value: '14 days' }],
    ['/rules/0/value bad_value', { field: 'name', operator: '=', value: 'a\u0000' }],
    ['/rules/0/value bad_value', { field: 'name', operator: '=', value: '\ud800' }],
    ['/rules/0/operator malformed', { field: 'name', operator: 'like', value: 'a' }],
    ['/rules/0/field malformed', { field: 1, operator: '=', value: 'a' }],
    ['/rules/0/valueSource malformed', { field: 'name', operator: '=', value: 'a', valueSource: 'sql' }],
    ['/rules/0 malformed', { field: 'name', operator: '=', value: 'a', extra: 1 }],
    ['/rules/0/combinator malformed', { combinator: 'xor', rules: [] }],
    ['/rules/0/rules malformed', { combinator: 'or', rules: 'all' }],
    ['/rules/0 malformed', 'all'],
    ['/rules/0 malformed', null],
  ])('says %s', (fault, rule) => {
    expect(faults(rule)).toEqual([fault]);
  });

  it('lets events ask for changes', () => {
    const condition = { combinator: 'and', rules: [{ field: 'region', operator: 'changedTo', value: 'emea' }] };
    expect(check(condition, schema, { event: true })).toEqual([]);
  });

  it('names every fault at once, below the path it is given', () => {
    const condition = {
      combinator: 'and',
      rules: [
        { field: 'x', operator: '=' },
        { field: 'y', operator: '=' },
      ],
    };
    expect(check(condition, schema, { path: '/guard' }).map(({ path }) => path)).toEqual([
      '/guard/rules/0/field',
      '/guard/rules/1/field',
    ]);
  });

  it('bounds depth and size', () => {
    let deep: JsonValue = { combinator: 'and', rules: [] };
    for (let depth = 1; depth < 20; depth++) deep = { combinator: 'and', rules: [deep] };
    expect(check(deep, schema)).toEqual([]);
    expect(check({ combinator: 'and', rules: [deep] }, schema).map(({ code }) => code)).toEqual(['too_deep']);
    const term = { field: 'name', operator: 'null' };
    expect(check({ combinator: 'and', rules: Array(500).fill(term) }, schema)).toEqual([]);
    expect(check({ combinator: 'and', rules: Array(501).fill(term) }, schema).map(({ code }) => code)).toEqual([
      'too_many_terms',
    ]);
  });
});
