import type { EntityType } from '../definition/entity-type.ts';
import { checkRule } from './check.ts';
import type { Rule } from './rule.ts';
import { likeliest, neededBy, tunnelRule, tunnelsOf } from './tunnels.ts';

const stages = [
  { key: 'new', name: 'New', group: 'open' as const },
  { key: 'won', name: 'Won', group: 'won' as const },
];
const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [
    { key: 'title', label: 'Title', kind: 'text' },
    { key: 'amount', label: 'Amount', kind: 'number' },
  ],
  funnels: [
    { key: 'sales', name: 'Sales', stages, transitions: 'free' },
    { key: 'service', name: 'Service', stages, transitions: 'free' },
  ],
};
const order: EntityType = {
  key: 'order',
  name: 'Order',
  titleField: 'name',
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'amount', label: 'Amount', kind: 'number', required: true },
    { key: 'size', label: 'Size', kind: 'number', required: true, default: 1 },
    { key: 'deal', label: 'Deal', kind: 'link', target: 'deal', required: true },
  ],
  funnels: [{ key: 'work', name: 'Work', stages, transitions: 'free' }],
};
const rule = (steps: Rule['steps'], trigger: Rule['trigger']): Rule => ({
  key: 'r',
  name: 'R',
  enabled: true,
  trigger,
  steps,
});

describe('a tunnel', () => {
  it('is a step of a rule that makes a record in another funnel, wherever in the rule it stands', () => {
    const nested = rule(
      [
        {
          id: 'b',
          kind: 'branch',
          when: { combinator: 'and', rules: [] },
          then: [{ id: 'c', kind: 'record.create', entityType: 'order', stage: 'new', doc: {} }],
          else: [],
        },
      ],
      { kind: 'stage.entered', funnel: 'sales', stages: ['won'] },
    );
    expect(tunnelsOf(nested, deal)).toEqual([
      {
        entityType: 'deal',
        rule: 'r',
        name: 'R',
        enabled: true,
        step: 'c',
        kind: 'record.create',
        from: [{ funnel: 'sales', stage: 'won' }],
        to: { entityType: 'order', funnel: null, stage: 'new' },
      },
    ]);
  });

  it('may lead to another funnel of the same process, and a move within the funnel is none', () => {
    const trigger = { kind: 'stage.entered', funnel: 'sales', stages: ['won'] };
    const move = (funnel?: string) => [{ id: 'm', kind: 'record.move', stage: 'new', ...(funnel ? { funnel } : {}) }];
    expect(tunnelsOf(rule(move('service'), trigger), deal)).toMatchObject([{ kind: 'record.move' }]);
    expect(tunnelsOf(rule(move('sales'), trigger), deal)).toEqual([]);
    expect(tunnelsOf(rule(move(), trigger), deal)).toEqual([]);
    const create = [{ id: 'c', kind: 'record.create', entityType: 'order', doc: {} }];
    expect(tunnelsOf(rule(create, { kind: 'record.created' }), deal)).toMatchObject([{ from: [] }]);
  });

  it('that is drawn makes a rule which the checks let pass, once every field the others need has a value', () => {
    const asked = neededBy(order).map((field) => [field.key, likeliest(deal, order, field)] as const);
    expect(asked).toEqual([
      ['name', '= record.title'],
      ['amount', '= amount'],
      ['deal', null],
    ]);
    const values = Object.fromEntries(asked.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
    const made = tunnelRule({ key: 't', name: 'T' }, { funnel: 'sales', stage: 'won' }, 'deal', order, 'work', values);
    expect(checkRule(made, deal, (key) => [deal, order].find((type) => type.key === key))).toEqual([]);
    expect(tunnelsOf(made, deal)).toMatchObject([{ to: { entityType: 'order', funnel: 'work' } }]);
  });
});
