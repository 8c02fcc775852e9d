import type { EntityType } from '@etapa/shared/definition/entity-type';
import { KINDS } from '@etapa/shared/fields/kinds';
import { firstColumns, NUMBERS, nextSort, sortOf } from './table-columns.ts';

const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'money' },
    { key: 'note', label: 'Note', kind: 'longText' },
  ],
  funnels: [{ key: 'f', name: 'F', stages: [], transitions: 'free' }],
  layout: { sections: [], card: ['title', 'amount'] },
};

describe('the columns of a table', () => {
  it('begins with the title, the stage and what the small card shows, nothing twice', () => {
    expect(firstColumns(deal)).toEqual(['$number', 'title', '$stage', 'amount', '$owner', '$updatedAt']);
  });

  it('has no stage where there is no funnel, and takes the first fields where no card is laid out', () => {
    const list = { ...deal, funnels: undefined, layout: undefined };
    expect(firstColumns(list)).toEqual(['$number', 'title', 'amount', 'note', '$owner', '$updatedAt']);
  });
});

describe('numbers', () => {
  it('are every kind whose values are numbers', () => {
    const numbers = Object.values(KINDS).filter(({ family }) => family === 'number');
    expect([...NUMBERS].sort()).toEqual(numbers.map(({ kind }) => kind).sort());
  });
});

describe('sorting', () => {
  it('turns up, down and off again', () => {
    expect(nextSort(undefined, 'amount')).toBe('amount');
    expect(nextSort('amount', 'amount')).toBe('-amount');
    expect(nextSort('-amount', 'amount')).toBeUndefined();
    expect(nextSort('-amount', 'title')).toBe('title');
  });

  it('tells screen readers which way', () => {
    expect(sortOf('-amount', 'amount')).toBe('descending');
    expect(sortOf('amount,title', 'amount')).toBe('ascending');
    expect(sortOf('amount', 'title')).toBe('none');
  });
});
