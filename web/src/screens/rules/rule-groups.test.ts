import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { ruleGroups } from './rule-groups.ts';

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
        { key: 'new', name: 'New', group: 'open' },
        { key: 'offer', name: 'Offer', group: 'open' },
      ],
    },
  ],
};
const rule = (key: string, trigger: Rule['trigger']): Rule => ({ key, name: key, enabled: true, trigger, steps: [] });

it('puts each rule with the first stage of its trigger, and those bound to none at the end', () => {
  const rules = [
    rule('idle', { kind: 'stage.idle', stages: ['offer', 'new'], for: 'P1D' }),
    rule('offer', { kind: 'stage.entered', stages: ['offer'] }),
    rule('any', { kind: 'stage.entered' }),
    rule('made', { kind: 'record.created' }),
  ];
  const groups = ruleGroups(type, rules).map((group) => [
    group.stage?.key ?? null,
    group.rules.map(({ key }) => key),
    group.also.map(({ key }) => key),
  ]);
  expect(groups).toEqual([
    ['new', ['idle'], []],
    ['offer', ['offer'], ['idle']],
    [null, ['any', 'made'], []],
  ]);
});

it('keeps a rule whose stage is gone in sight', () => {
  expect(ruleGroups(type, [rule('lost', { kind: 'stage.entered', stages: ['gone'] })]).at(-1)?.rules).toHaveLength(1);
});
