import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { hasTerm, quickTerm, toggleTerm } from './quick-filters.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [
        { key: 'new', name: 'New', group: 'open', norm: 'P3D' },
        { key: 'later', name: 'Later', group: 'open' },
        { key: 'won', name: 'Won', group: 'won', norm: 'P1D' },
      ],
    },
  ],
};
const mine = { field: '$owner', operator: '=' as const, value: '$me' };

describe('the chips of a filter', () => {
  it('turn their term on and off and leave the others alone', () => {
    const other = { field: 'title', operator: 'contains' as const, value: 'x' };
    const both = toggleTerm({ combinator: 'and', rules: [other] }, mine);
    expect(both).toEqual({ combinator: 'and', rules: [other, mine] });
    expect(hasTerm(both, mine)).toBe(true);
    expect(toggleTerm(both, mine)).toEqual({ combinator: 'and', rules: [other] });
    expect(toggleTerm(toggleTerm(undefined, mine), mine)).toBeUndefined();
  });

  it('narrow a condition of alternatives as a whole', () => {
    const either: ConditionGroup = { combinator: 'or', rules: [mine, { field: 'title', operator: 'notNull' }] };
    expect(hasTerm(either, mine)).toBe(false);
    expect(toggleTerm(either, mine)).toEqual({ combinator: 'and', rules: [either, mine] });
  });

  it('know the norm of each open stage, and are not offered where none has one', () => {
    expect(quickTerm('overNorm', type)).toEqual({
      combinator: 'or',
      rules: [
        {
          combinator: 'and',
          rules: [
            { field: '$stage', operator: '=', value: 'new' },
            { field: '$stageEnteredAt', operator: 'olderThan', value: 'P3D' },
          ],
        },
      ],
    });
    expect(quickTerm('overNorm', { ...type, funnels: undefined })).toBeNull();
    expect(quickTerm('openOnly', { ...type, funnels: [] })).toBeNull();
  });
});
