import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { overNormTerm, renewedOverNorm } from './over-norm.ts';
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
const hours = { days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00', holidays: [] };
const clock = { now: new Date('2026-03-09T11:00:00Z'), hours, timeZone: 'UTC' };
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
    expect(quickTerm('overNorm', type, clock)).toEqual({
      combinator: 'or',
      rules: [
        {
          combinator: 'and',
          rules: [
            { field: '$funnel', operator: '=', value: 'sales' },
            { field: '$stage', operator: '=', value: 'new' },
            { field: '$stageEnteredAt', operator: 'olderThan', value: 'P3D' },
          ],
        },
      ],
    });
    expect(quickTerm('overNorm', { ...type, funnels: undefined }, clock)).toBeNull();
    expect(quickTerm('openOnly', { ...type, funnels: [] }, clock)).toBeNull();
  });

  it('know a chip of working time by whatever day it was turned on, and ask it as of now', () => {
    const [funnel] = type.funnels ?? [];
    if (!funnel) throw new Error('No funnel');
    const stages = funnel.stages.map((stage) => ({ ...stage, clock: 'working' as const }));
    const working = { ...type, funnels: [{ ...funnel, stages }] };
    const termOn = (day: string) => overNormTerm(working, { ...clock, now: new Date(day) });
    const [then, today] = [termOn('2026-03-02T11:00:00Z'), termOn('2026-03-09T11:00:00Z')];
    if (!then || !today) throw new Error('No term');
    const kept: ConditionGroup = { combinator: 'and', rules: [mine, then] };
    expect(JSON.stringify(then)).not.toBe(JSON.stringify(today));
    expect(hasTerm(kept, today)).toBe(true);
    expect(renewedOverNorm(kept, today)).toEqual({ combinator: 'and', rules: [mine, today] });
    const current: ConditionGroup = { combinator: 'and', rules: [mine, today] };
    expect(renewedOverNorm(current, today)).toBe(current);
    expect(toggleTerm(kept, today)).toEqual({ combinator: 'and', rules: [mine] });
  });
});
