import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { ReportQuery } from '@etapa/shared/reports/query';
import { behindRow, placesOf, rowAt } from './crossed.ts';

const type: EntityType = { key: 'deal', name: 'Deal', titleField: 'title', fields: [] };
const query: ReportQuery = {
  dataset: 'records',
  entityType: 'deal',
  groupBy: [{ field: 'region' }, { field: 'size' }],
  measures: [{ fn: 'count' }],
  top: { n: 2, others: true },
};
const rows = [
  { region: null, size: 's', count: 3 },
  { region: 'north', size: 'm', count: 2 },
  { region: null, size: 's', count: 5, others: true },
];
const answer = { columns: [], rows, totals: {}, names: {} };

describe('rows of an answer with the others', () => {
  it('tell the group of what is empty from the others', () => {
    const places = placesOf(answer, query, type, 0);
    expect(places).toEqual([
      { key: null, others: false },
      { key: 'north', others: false },
      { key: null, others: true },
    ]);
    const small = { key: 's', others: false };
    expect(rowAt(answer, query, [places[0], small])).toBe(rows[0]);
    expect(rowAt(answer, query, [places[2], small])).toBe(rows[2]);
    expect(rowAt(answer, query, [places[1], small])).toBeUndefined();
  });

  it('stand by time and by size, whatever comes first in the answer', () => {
    const months = {
      ...query,
      groupBy: [{ field: 'region' }, { field: '$createdAt', bucket: 'month' as const }],
      top: undefined,
    };
    const keys = ['2026-03-01', null, '2026-01-01', '2026-02-01'];
    const rows = keys.map((key) => ({ region: 'north', '$createdAt:month': key, count: 1 }));
    const places = placesOf({ ...answer, rows }, months, type, 1);
    expect(places.map(({ key }) => key)).toEqual(['2026-01-01', '2026-02-01', '2026-03-01', null]);
  });

  it('open the records of none of the largest groups', () => {
    expect(behindRow(answer, query, rows[2] ?? null)).toMatchObject({ except: [null, 'north'], group: { size: 's' } });
    expect(behindRow(answer, query, rows[0] ?? null)).toMatchObject({ group: { region: null, size: 's' } });
  });
});
