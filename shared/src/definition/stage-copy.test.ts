import { applyEdits } from './edits-between.ts';
import type { EntityType, Funnel } from './entity-type.ts';
import { copyStages, isStageCopy, pasteStages } from './stage-copy.ts';

const guard = { combinator: 'and' as const, rules: [{ field: 'amount', operator: '>' as const, value: 5 }] };
const funnel: Funnel = {
  key: 'main',
  name: 'Main',
  stages: [
    { key: 'ask', name: 'Ask', group: 'open', required: ['title', 'amount'], guard },
    { key: 'check2', name: 'Check', group: 'open' },
    { key: 'done', name: 'Done', group: 'won' },
  ],
  transitions: [
    { from: 'ask', to: 'check2', guard },
    { from: 'check2', to: 'done' },
  ],
};
const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'number' },
  ],
  funnels: [funnel],
};
const task: EntityType = {
  key: 'order',
  name: 'Order',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'f',
      name: 'F',
      stages: [
        { key: 'begin', name: 'Begin', group: 'open' },
        { key: 'done', name: 'Done', group: 'won' },
      ],
      transitions: [],
    },
  ],
};
const target = (type: EntityType): Funnel => type.funnels?.[0] as Funnel;

describe('stages that are copied', () => {
  it('come into the same funnel under keys of their own, with the ways among them', () => {
    const copy = copyStages(funnel, ['check2', 'ask']);
    const plan = pasteStages(deal, funnel, copy, deal);
    const { definition, refused } = applyEdits(deal, plan.edits);
    expect(refused).toEqual([]);
    expect(plan.keys).toEqual(['ask2', 'check3']);
    expect(target(definition).stages.map(({ key }) => key)).toEqual(['ask', 'check2', 'ask2', 'check3', 'done']);
    expect(target(definition).transitions).toContainEqual({ from: 'ask2', to: 'check3', guard });
    expect(plan.leftBehind).toEqual([]);
  });

  it('leave behind what the other process has no field for, and say so', () => {
    const plan = pasteStages(task, target(task), copyStages(funnel, ['ask', 'check2', 'done']), task);
    const { definition } = applyEdits(task, plan.edits);
    expect(plan.keys).toEqual(['ask', 'check2', 'done2']);
    expect(plan.leftBehind).toEqual([
      { stage: 'ask', what: 'required', field: 'amount' },
      { stage: 'ask', what: 'guard' },
      { stage: 'check2', what: 'guard' },
    ]);
    expect(target(definition).stages[1]).toEqual({ key: 'ask', name: 'Ask', group: 'open', required: ['title'] });
    expect(target(definition).stages.map(({ key }) => key)).toEqual(['begin', 'ask', 'check2', 'done', 'done2']);
    expect(target(definition).transitions).toEqual([
      { from: 'ask', to: 'check2' },
      { from: 'check2', to: 'done2' },
    ]);
  });

  it('are told from anything else a clipboard may hold', () => {
    expect(isStageCopy(JSON.parse(JSON.stringify(copyStages(funnel, ['ask']))))).toBe(true);
    for (const other of [null, 'ask', {}, { stages: [], transitions: [] }, { stages: [{ key: 1 }], transitions: [] }]) {
      expect(isStageCopy(other)).toBe(false);
    }
  });
});
