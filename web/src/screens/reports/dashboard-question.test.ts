import { narrowedQuery } from './dashboard-question.ts';

const query = { dataset: 'tasks' as const, entityType: 'deal', measures: [{ fn: 'count' as const }] };

describe('a report on a dashboard', () => {
  it('is asked as it was saved while nothing is chosen', () => {
    expect(narrowedQuery(query, {})).toBe(query);
  });

  it('is narrowed to the days its rows happened on and to whose they are, besides its own filter', () => {
    const filter = { combinator: 'or' as const, rules: [{ field: 'title', operator: 'notNull' as const }] };
    expect(narrowedQuery({ ...query, filter }, { from: '2026-03-01', to: '2026-03-31', owner: 'x' }).filter).toEqual({
      combinator: 'and',
      rules: [
        filter,
        { field: 'task.createdAt', operator: '>=', value: '2026-03-01' },
        { field: 'task.createdAt', operator: '<', value: '2026-04-01' },
        { field: '$owner', operator: '=', value: 'x' },
      ],
    });
  });
});
