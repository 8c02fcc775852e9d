import type { EntityType } from '@etapa/shared/definition/entity-type';
import { valuesBefore } from './values-before.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'reason', label: 'Reason', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'number' },
    { key: 'twice', label: 'Twice', kind: 'number', formula: '= amount * 2' },
  ],
};

describe('undoing a move', () => {
  it('empties what was filled in on the way and puts back what was changed', () => {
    const before = { title: 'A', amount: 1, twice: 2 };
    const after = { title: 'A', amount: 3, twice: 6, reason: 'Too dear' };
    expect(valuesBefore(type, before, after)).toEqual({ amount: 1, reason: null });
  });

  it('sends no values when none were asked for', () => {
    expect(valuesBefore(type, { title: 'A' }, { title: 'A' })).toBeUndefined();
  });
});
