import type { EntityType } from '@etapa/shared/definition/entity-type';
import { overNormFilter } from './over-norm-filter.ts';

const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
const clock = { now: new Date('2026-03-09T11:00:00Z'), hours, timeZone: 'UTC' };
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
    expect(overNormFilter(deal, clock)).toEqual({
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

  it('counts the working time of a stage that goes by it, as the board does', () => {
    const [funnel] = deal.funnels ?? [];
    if (!funnel) throw new Error('No funnel');
    const stages = [
      { key: 'approach', name: 'Approach', group: 'open' as const, norm: 'P1D', clock: 'working' as const },
    ];
    const asked = JSON.stringify(overNormFilter({ ...deal, funnels: [{ ...funnel, stages }] }, clock));
    // Eight working hours before Monday 11:00: Friday 11:00.
    expect(asked).toContain('"operator":"<","value":"2026-03-06T10:59:59.000Z"');
  });

  it('asks nothing where no open stage has a norm, rather than for every record', () => {
    expect(overNormFilter({ ...deal, funnels: [] }, clock)).toBeNull();
  });
});
