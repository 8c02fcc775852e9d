import { checkQuery } from './check.ts';
import { columnsOf } from './columns.ts';
import type { ReportQuery } from './query.ts';

const company = { fields: [{ key: 'region', label: 'Region', kind: 'text' as const }] };
const SCHEMA = {
  fields: [
    { key: 'amount', label: 'Amount', kind: 'money' as const, currency: 'EUR' },
    { key: 'closeBy', label: 'Close by', kind: 'date' as const },
    { key: 'tags', label: 'Tags', kind: 'multiSelect' as const, options: [{ key: 'a', label: 'A' }] },
    { key: 'items', label: 'Items', kind: 'lines' as const },
    { key: 'company', label: 'Company', kind: 'link' as const, target: 'company' },
  ],
  funnels: [],
  linkedType: (key: string) => (key === 'company' ? company : undefined),
};

const query = (own: Partial<ReportQuery>): ReportQuery => ({
  dataset: 'records',
  entityType: 'deal',
  measures: [{ fn: 'count' }],
  ...own,
});
const faults = (own: Partial<ReportQuery>) => checkQuery(query(own), SCHEMA).map(({ path, code }) => `${path} ${code}`);

describe('a report query', () => {
  it('groups and measures by fields, system fields and one link followed', () => {
    const groupBy = [{ field: '$createdAt', bucket: 'month' as const }, { field: 'company.region' }, { field: 'tags' }];
    const measures = [
      { fn: 'count' as const },
      { fn: 'sum' as const, field: 'amount' },
      { fn: 'max' as const, field: 'closeBy' },
    ];
    const sort = ['-sum_amount', '$createdAt:month'];
    expect(faults({ groupBy, measures, sort })).toEqual([]);
    expect(columnsOf(query({ groupBy, measures }), SCHEMA)).toEqual([
      { key: '$createdAt:month', kind: 'date', role: 'group' },
      { key: 'company.region', kind: 'text', role: 'group', label: 'Region' },
      { key: 'tags', kind: 'key', role: 'group', label: 'Tags' },
      { key: 'count', kind: 'number', role: 'measure' },
      { key: 'sum_amount', kind: 'money', role: 'measure', label: 'Amount' },
      { key: 'max_closeBy', kind: 'date', role: 'measure', label: 'Close by' },
    ]);
  });

  it('reads the columns of its dataset, and of no other', () => {
    const groupBy = [{ field: 'visit.stage' }];
    const measures = [{ fn: 'p90' as const, field: 'visit.seconds' }];
    expect(faults({ dataset: 'stageVisits', groupBy, measures })).toEqual([]);
    expect(faults({ dataset: 'tasks', groupBy, measures })).toEqual([
      '/groupBy/0/field unknown_field',
      '/measures/0/field unknown_field',
    ]);
  });

  it('is told everything it asks in vain', () => {
    expect(
      faults({
        filter: { combinator: 'and', rules: [{ field: 'gone', operator: 'null' }] },
        groupBy: [
          { field: 'items' },
          { field: 'amount', bucket: 'day' },
          { field: 'constructor' },
          { field: 'tags' },
          { field: 'tags' },
        ],
        measures: [
          { fn: 'sum' },
          { fn: 'avg', field: 'tags' },
          { fn: 'count' },
          { fn: 'count' },
          { fn: 'min', field: 'company.region' },
        ],
        sort: ['-count', 'amount'],
      }),
    ).toEqual([
      '/filter/rules/0/field unknown_field',
      '/groupBy/0/field wrong_kind',
      '/groupBy/1/bucket wrong_kind',
      '/groupBy/2/field unknown_field',
      '/measures/0/field required',
      '/measures/1/field wrong_kind',
      '/measures/4/field wrong_kind',
      '/groupBy/4 duplicate',
      '/measures/3 duplicate',
      '/sort/1 unknown_column',
    ]);
  });
});
