import { picturesFor } from './pictures.ts';
import type { ReportQuery } from './query.ts';

const SCHEMA = {
  fields: [
    { key: 'amount', label: 'Amount', kind: 'money' as const, currency: 'EUR' },
    { key: 'region', label: 'Region', kind: 'text' as const },
  ],
  funnels: [],
};
const pictures = (own: Partial<ReportQuery>) =>
  picturesFor({ dataset: 'records', entityType: 'deal', measures: [{ fn: 'count' }], ...own }, SCHEMA);

describe('the pictures of a report', () => {
  it('are those that its groups can be drawn as', () => {
    expect(pictures({})).toEqual(['table', 'number']);
    expect(pictures({ groupBy: [{ field: 'region' }] })).toEqual(['table', 'bar', 'pie', 'funnel']);
    expect(pictures({ groupBy: [{ field: '$createdAt', bucket: 'month' }] })).toEqual([
      'table',
      'bar',
      'line',
      'area',
      'pie',
      'funnel',
    ]);
    expect(pictures({ groupBy: [{ field: 'region' }, { field: '$stage' }] })).toEqual([
      'table',
      'bar',
      'pivot',
      'heatmap',
      'sankey',
    ]);
    expect(pictures({ groupBy: [{ field: 'region' }, { field: '$stage' }, { field: '$owner' }] })).toEqual(['table']);
  });

  it('divide a whole only where the parts add up to it', () => {
    const measures = [{ fn: 'median' as const, field: 'amount' }];
    expect(pictures({ groupBy: [{ field: 'region' }], measures })).toEqual(['table', 'bar']);
  });

  it('hold several measures where there is room for them', () => {
    const measures = [{ fn: 'count' as const }, { fn: 'sum' as const, field: 'amount' }];
    expect(pictures({ groupBy: [{ field: 'region' }], measures })).toEqual(['table', 'bar']);
  });
});
