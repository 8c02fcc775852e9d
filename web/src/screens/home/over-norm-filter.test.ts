import type { EntityType } from '@etapa/shared/definition/entity-type';
import { overNormFilter } from './over-norm-filter.ts';

const deal: EntityType = {
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
        { key: 'approach', name: 'Approach', group: 'open', norm: 'P7D' },
        { key: 'talks', name: 'Talks', group: 'open' },
        { key: 'won', name: 'Won', group: 'won', norm: 'P1D' },
      ],
    },
  ],
};

describe('cards over their norm', () => {
  it('asks for my records that stand in an open stage for longer than its norm', () => {
    expect(overNormFilter(deal)).toEqual({
      combinator: 'and',
      rules: [
        { field: '$owner', operator: '=', value: '$me' },
        {
          combinator: 'or',
          rules: [
            {
              combinator: 'and',
              rules: [
                { field: '$funnel', operator: '=', value: 'sales' },
                { field: '$stage', operator: '=', value: 'approach' },
                { field: '$stageEnteredAt', operator: 'olderThan', value: 'P7D' },
              ],
            },
          ],
        },
      ],
    });
  });

  it('asks nothing where no open stage has a norm, rather than for every record', () => {
    expect(overNormFilter({ ...deal, funnels: [] })).toBeNull();
  });
});
