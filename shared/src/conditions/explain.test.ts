import type { ConditionGroup } from './condition.ts';
import type { ConditionContext } from './context.ts';
import { explain } from './explain.ts';

const context: ConditionContext = {
  schema: {
    fields: [
      { key: 'amount', label: 'Amount', kind: 'number' },
      { key: 'limit', label: 'Limit', kind: 'number' },
    ],
  },
  record: { doc: { amount: 900, limit: 1000 }, stageEnteredAt: '2024-05-10T10:00:00Z', ownerId: null },
  before: { doc: { amount: 500, limit: 1000 } },
  me: '00000000-0000-7000-8000-00000000000a',
  now: '2024-05-15T10:00:00Z',
  timeZone: 'UTC',
};

describe('an explanation', () => {
  it('says of every term whether it held, with both values, even after the answer is known', () => {
    const condition: ConditionGroup = {
      combinator: 'and',
      rules: [
        { field: 'amount', operator: '>=', value: '1000' },
        { field: 'amount', operator: '<', value: 'limit', valueSource: 'field' },
        { field: '$stageEnteredAt', operator: 'olderThan', value: 'P14D' },
        { combinator: 'or', not: true, rules: [{ field: '$owner', operator: '=', value: '$me' }] },
        { field: 'amount', operator: 'changedFrom', value: 500 },
      ],
    };
    expect(explain(condition, context)).toMatchObject({
      kind: 'group',
      held: false,
      rules: [
        { kind: 'term', path: '/rules/0', held: false, actual: 900, expected: '1000' },
        { held: true, actual: 900, expected: 1000 },
        { held: false, actual: '2024-05-10T10:00:00Z', expected: '2024-05-01T10:00:00Z' },
        {
          kind: 'group',
          held: true,
          rules: [{ path: '/rules/3/rules/0', held: false, actual: null, expected: context.me }],
        },
        { held: true, before: 500, actual: 900, expected: 500 },
      ],
    });
  });
});
