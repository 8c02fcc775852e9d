import { applyEdit } from './edit.ts';
import type { EntityType, Transition } from './entity-type.ts';
import { stageInWay } from './stage-in-way.ts';

const guard = { combinator: 'and' as const, rules: [] };
const FUNNEL = {
  key: 'sales',
  name: 'Sales',
  stages: [
    { key: 'approach', name: 'Approach', group: 'open' as const },
    { key: 'proposal', name: 'Proposal', group: 'open' as const },
    { key: 'lost', name: 'Lost', group: 'lost' as const },
  ],
  transitions: [
    { from: 'approach', to: 'proposal', label: 'Offer', guard },
    { from: 'proposal', to: 'approach' },
    { from: 'approach', to: 'lost' },
  ] as Transition[],
};
const TYPE: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [FUNNEL],
};

/** The funnel once a stage was put into the way with this place. */
function after(place: number) {
  const stage = { key: 'ask', name: 'Ask the technical team', group: 'open' as const };
  const way = FUNNEL.transitions[place] as Transition;
  const type = stageInWay(FUNNEL, way, stage).reduce((now, edit) => {
    const result = applyEdit(now, edit);
    if (!result.ok) throw new Error(result.detail);
    return result.value;
  }, TYPE);
  return type.funnels?.[0];
}

describe('a stage put into a way', () => {
  it('stands before the second one, and nobody goes past it', () => {
    const funnel = after(0);
    expect(funnel?.stages.map(({ key }) => key)).toEqual(['approach', 'ask', 'proposal', 'lost']);
    expect(funnel?.transitions).toEqual([
      { from: 'proposal', to: 'approach' },
      { from: 'approach', to: 'lost' },
      { from: 'approach', to: 'ask' },
      { from: 'ask', to: 'proposal', label: 'Offer', guard },
    ]);
  });

  it('stands behind the first one on a way back', () => {
    expect(after(1)?.stages.map(({ key }) => key)).toEqual(['approach', 'proposal', 'ask', 'lost']);
  });
});
