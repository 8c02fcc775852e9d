import { askable, askedOn, keptOf, narrowedQuery } from './dashboard-question.ts';

const query = { dataset: 'tasks' as const, entityType: 'deal', measures: [{ fn: 'count' as const }] };
const rich = { combinator: 'and' as const, rules: [{ field: 'amount', operator: '>=' as const, value: 100 }] };
const title = { combinator: 'or' as const, rules: [{ field: 'title', operator: 'notNull' as const }] };

describe('a report on a dashboard', () => {
  it('is asked as it was saved while nothing is chosen', () => {
    expect(narrowedQuery(query, {})).toBe(query);
  });

  it('is narrowed to the days its rows happened on, to whose they are and to a condition, besides its own filter', () => {
    const question = { from: '2026-03-01', to: '2026-03-31', owner: 'x', filters: { deal: rich, lead: title } };
    expect(narrowedQuery({ ...query, filter: title }, question).filter).toEqual({
      combinator: 'and',
      rules: [
        title,
        { field: 'task.createdAt', operator: '>=', value: '2026-03-01' },
        { field: 'task.createdAt', operator: '<', value: '2026-04-01' },
        { field: '$owner', operator: '=', value: 'x' },
        rich,
      ],
    });
  });

  it('is of the records of one team', () => {
    expect(narrowedQuery(query, { team: 'north' })).toEqual({ ...query, team: 'north' });
    expect(narrowedQuery({ ...query, filter: title }, { team: 'north', from: '2026-03-01' })).toMatchObject({
      team: 'north',
      filter: { rules: [title, { field: 'task.createdAt' }] },
    });
  });

  it('says which conditions it does not follow', () => {
    const schema = {
      fields: [
        { key: 'amount', label: 'Amount', kind: 'number' as const },
        { key: 'task', label: 'Called like the rows of tasks', kind: 'text' as const },
      ],
    };
    const named = { combinator: 'and' as const, rules: [{ field: 'task', operator: '=' as const, value: 'x' }] };
    expect(askable(query, { owner: 'x' }, schema)).toEqual({ question: { owner: 'x' }, not: null });
    expect(askable(query, { filters: { deal: rich } }, schema)).toEqual({
      question: { filters: { deal: rich } },
      not: null,
    });
    expect(askable(query, { owner: 'x', filters: { lead: rich } }, schema)).toEqual({
      question: { owner: 'x' },
      not: 'otherType',
    });
    expect(askable(query, { filters: { deal: named } }, schema)).toEqual({ question: {}, not: 'cannot' });
    expect(askable({ ...query, dataset: 'records' }, { filters: { deal: named } }, schema).not).toBeNull();
  });

  it('keeps a period that moves with the days, and days that are none as they are', () => {
    const kept = keptOf({ from: '2026-11-01', to: '2026-11-22', owner: 'x', filters: {} }, '2026-11-22');
    expect(kept).toEqual({ period: 'month', owner: 'x' });
    expect(askedOn(kept, '2027-02-03')).toEqual({ from: '2027-02-01', to: '2027-02-03', owner: 'x' });
    const days = { from: '2026-11-02', to: '2026-11-05' };
    expect(askedOn(keptOf(days, '2026-11-22'), '2027-02-03')).toEqual(days);
    expect(keptOf({}, '2026-11-22')).toEqual({});
  });
});
