import { ME, OTHER } from '../process/deal.fixture.ts';
import { checkRule } from './check.ts';
import { referencesOf } from './references.ts';
import { aRule, DEAL_TYPE, PAINT, typeOf } from './rule.fixture.ts';
import type { Rule } from './rule.ts';

const TEAM = '01900000-0000-7000-8000-0000000000e1';

const references = (own: Partial<Rule>): { [name: string]: string[] } => {
  const rule = aRule(own);
  expect(checkRule(rule, DEAL_TYPE, typeOf)).toEqual([]);
  const found = Object.entries(referencesOf(rule, DEAL_TYPE, typeOf)).map(([name, list]) => [
    name,
    (list as { entityType?: string; key: string; path: string }[]).map(({ entityType, key, path }) =>
      [entityType, key, path].filter((part) => part !== undefined).join(' '),
    ),
  ]);
  return Object.fromEntries(found.filter(([, list]) => (list?.length ?? 0) > 0));
};

describe('what a rule refers to', () => {
  it('is told of its trigger, condition, formulas and texts, with the place', () => {
    expect(
      references({
        trigger: { kind: 'stage.entered', stages: ['proposal', 'won'], funnel: 'sales' },
        when: {
          combinator: 'and',
          rules: [
            { field: 'company.region', operator: '=', value: 'emea' },
            { combinator: 'or', rules: [{ field: '$stage', operator: 'in', value: ['won', 'lost'] }] },
            { field: '$owner', operator: '=', value: OTHER },
            { field: '$owner', operator: '=', value: '$me' },
            { field: 'discount', operator: '=', value: 'yes' },
            { field: 'payable', operator: '<', value: 'amount', valueSource: 'field' },
          ],
        },
        steps: [
          { id: 'n', kind: 'notify', to: [ME], text: '{{ company.region }} {{ before.width }} {{ record.stage }}' },
        ],
      }),
    ).toEqual({
      fields: [
        'deal company /when/rules/0/field',
        'company region /when/rules/0/field',
        'deal discount /when/rules/4/field',
        'deal payable /when/rules/5/field',
        'deal amount /when/rules/5/value',
        'deal company /steps/0/text',
        'company region /steps/0/text',
        'deal width /steps/0/text',
      ],
      options: ['deal discount/yes /when/rules/4/value'],
      stages: [
        'deal proposal /trigger/stages/0',
        'deal won /trigger/stages/1',
        'deal won /when/rules/1/rules/0/value/0',
        'deal lost /when/rules/1/rules/0/value/1',
      ],
      funnels: ['deal sales /trigger/funnel'],
      users: [`${OTHER} /when/rules/2/value`, `${ME} /steps/0/to/0`],
    });
  });

  it('is told of every step, those of branches too, and of other types', () => {
    const big = { combinator: 'and', rules: [{ field: 'amount', operator: '>', value: 5 }] };
    expect(
      references({
        steps: [
          { id: 'u', kind: 'record.update', set: { discount: 'no', amount: '= width', reason: '{{ phone }}' } },
          { id: 'm', kind: 'record.move', stage: 'doing', funnel: 'service' },
          { id: 'a', kind: 'record.assign', to: { by: 'rules', pool: TEAM, rules: [{ when: big, to: ME }] } },
          {
            id: 'c',
            kind: 'record.create',
            entityType: 'project',
            stage: 'do',
            funnel: 'work',
            doc: { name: '{{ title }}' },
            linkField: 'deal',
            unless: { combinator: 'and', rules: [{ field: 'company.region', operator: '=', value: '= reason' }] },
          },
          {
            id: 'q',
            kind: 'approval.request',
            approvers: [ME],
            onRejected: [
              { id: 'l', kind: 'records.update', via: 'project.deal', set: { budget: 5 }, move: { stage: 'plan' } },
              { id: 'r', kind: 'records.update', via: 'company', set: { rate: 5 } },
            ],
          },
          { id: 'p', kind: 'lines.add', field: 'items', product: PAINT, quantity: '= width' },
          {
            id: 'd',
            kind: 'lines.discount',
            percent: 5,
            rows: {
              combinator: 'and',
              rules: [
                { field: 'product.series', operator: 'notNull' },
                { field: 'quantity', operator: '>', value: 1 },
              ],
            },
          },
          { id: 'w', kind: 'wait', until: 'due' },
          { id: 'e', kind: 'wait', for: { event: { kind: 'record.updated', fields: ['phone'] }, timeout: 'P1D' } },
          { id: 'h', kind: 'http.request', method: 'POST', url: 'https://{{ phone }}', body: { 'a/b': ['= width'] } },
        ],
      }),
    ).toEqual({
      fields: [
        'deal discount /steps/0/set/discount',
        'deal amount /steps/0/set/amount',
        'deal width /steps/0/set/amount',
        'deal reason /steps/0/set/reason',
        'deal phone /steps/0/set/reason',
        'deal amount /steps/2/to/rules/0/when/rules/0/field',
        'project name /steps/3/doc/name',
        'deal title /steps/3/doc/name',
        'project deal /steps/3/linkField',
        'project company /steps/3/unless/rules/0/field',
        'company region /steps/3/unless/rules/0/field',
        'deal reason /steps/3/unless/rules/0/value',
        'project deal /steps/4/onRejected/0/via',
        'project budget /steps/4/onRejected/0/set/budget',
        'deal company /steps/4/onRejected/1/via',
        'company rate /steps/4/onRejected/1/set/rate',
        'deal items /steps/5/field',
        'deal width /steps/5/quantity',
        'product series /steps/6/rows/rules/0/field',
        'deal due /steps/7/until',
        'deal phone /steps/8/for/event/fields/0',
        'deal phone /steps/9/url',
        'deal width /steps/9/body/a~1b/0',
      ],
      options: ['deal discount/no /steps/0/set/discount'],
      stages: [
        'deal doing /steps/1/stage',
        'project do /steps/3/stage',
        'project plan /steps/4/onRejected/0/move/stage',
      ],
      funnels: ['deal service /steps/1/funnel', 'project work /steps/3/funnel'],
      entityTypes: ['project /steps/3/entityType'],
      users: [`${ME} /steps/2/to/rules/0/to`, `${ME} /steps/4/approvers/0`],
      teams: [`${TEAM} /steps/2/to/pool`],
      records: [`${PAINT} /steps/5/product`],
    });
  });
});
