import type { EntityType } from '@etapa/shared/definition/entity-type';
import { mayCreateIn, ownView } from './own-view.ts';
import type { Me } from './session.ts';

const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: ['title', 'amount', 'secret'].map((key) => ({ key, label: key, kind: 'text' })),
  funnels: [
    {
      key: 'main',
      name: 'Main',
      transitions: 'free',
      stages: ['new', 'won'].map((key) => ({ key, name: key, group: 'open' })),
    },
  ],
};
const me = (...permissions: Me['permissions']): Me => ({ permissions }) as Me;

describe('a definition as its reader may know it', () => {
  it('has no fields they may not read, but the title, and those they may not write closed', () => {
    const fields = { read: ['amount'], write: ['amount'] };
    const seen = ownView(deal, me({ entityType: 'deal', actions: ['read'], fields }));
    expect(seen.fields).toEqual([{ ...deal.fields[0], closed: true }, deal.fields[1]]);
  });

  it('marks stages they may not enter, leave or see, of this funnel or by their key alone', () => {
    const stages = { enter: ['main/new'], leave: ['new'] };
    const seen = ownView(deal, me({ entityType: 'deal', actions: ['read'], stages }));
    expect(seen.funnels?.[0]?.stages.map(({ rights }) => rights)).toEqual([undefined, { enter: [], leave: [] }]);
  });

  it('is whole for who designs it, and for who is bounded by nothing', () => {
    const fields = { read: ['amount'] };
    expect(ownView(deal, me({ entityType: 'deal', actions: ['read', 'design'], fields }))).toBe(deal);
    expect(ownView(deal, me({ entityType: '*', actions: ['read'] }))).toBe(deal);
    expect(ownView(deal, me({ entityType: '*', actions: ['read'], fields })).fields).toHaveLength(2);
  });

  it('lets cards be made only where they may be', () => {
    const some = me({ entityType: 'deal', actions: ['create'], stages: { create: ['new'] } });
    expect(['new', 'won'].map((stage) => mayCreateIn(some, 'deal', 'main', stage))).toEqual([true, false]);
    expect(mayCreateIn(me({ entityType: '*', actions: ['read'] }), 'deal', 'main', 'new')).toBe(false);
  });
});
