import type { EntityType } from '@etapa/shared/definition/entity-type';
import {
  firstQuery,
  groupChoices,
  inOrder,
  isTime,
  keysInOrder,
  ofDataset,
  plainNumber,
  queryOf,
} from './analysis-model.ts';

const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'signed', label: 'Signed', kind: 'date' },
  ],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'talks', name: 'Talks', group: 'open' },
        { key: 'won', name: 'Won', group: 'won' },
      ],
    },
  ],
};

describe('groups of an analysis', () => {
  it('stand in the order of the funnel, the empty one last', () => {
    const rows = [{ key: null }, { key: 'won' }, { key: 'talks' }];
    expect(inOrder(rows, keysInOrder(deal, '$stage')).map((row) => row.key)).toEqual(['talks', 'won', null]);
  });

  it('stay as they came where the definition gives no order', () => {
    const rows = [{ key: 'b' }, { key: 'a' }];
    expect(inOrder(rows, keysInOrder(deal, 'title'))).toEqual(rows);
  });

  it('need a length of time when they are dates', () => {
    expect(['signed', '$createdAt', 'title'].map((field) => isTime(deal, field))).toEqual([true, true, false]);
  });

  it('draw a bar only for a plain number: sums of several currencies are never added', () => {
    expect([5, { EUR: 7 }, { EUR: 7, USD: 1 }, null].map(plainNumber)).toEqual([5, 7, null, null]);
  });
});

describe('a query', () => {
  it('keeps what another dataset has, too, when the dataset is changed', () => {
    const asked = {
      ...firstQuery(deal),
      groupBy: [{ field: 'visit.stage' }, { field: 'title' }],
      measures: [{ fn: 'p90' as const, field: 'visit.seconds' }],
    };
    expect(ofDataset(deal, { ...asked, dataset: 'stageVisits' }, 'tasks')).toMatchObject({
      dataset: 'tasks',
      groupBy: [{ field: 'title' }],
      measures: [{ fn: 'count' }],
    });
    expect(groupChoices(deal, 'tasks')).toEqual(expect.arrayContaining(['task.status', '$stage', 'signed']));
  });

  it('is taken from an address only when it looks like one', () => {
    expect(queryOf(firstQuery(deal), deal)).toEqual(firstQuery(deal));
    for (const wrong of [
      null,
      'x',
      {},
      { dataset: 'gone', measures: [] },
      { dataset: 'records', measures: [{ fn: 'eval' }] },
    ]) {
      expect(queryOf(wrong, deal)).toBeUndefined();
    }
  });
});
