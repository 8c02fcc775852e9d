import type { ConditionGroup } from '../conditions/condition.ts';
import { explain } from '../conditions/explain.ts';
import { aDeal, DEAL, NOW } from '../process/deal.fixture.ts';
import { readableExplanation, refusing } from './explanation.ts';

const record = aDeal({ amount: 100, width: 2 });
const told = (condition: ConditionGroup) => explain(condition, { schema: DEAL, record, now: NOW, timeZone: 'UTC' });
const amount = (value: number) => ({ field: 'amount', operator: '>=' as const, value });
const width = (value: number) => ({ field: 'width', operator: '=' as const, value });
const fields = (condition: ConditionGroup) => refusing(told(condition)).map(({ path }) => path);

describe('the terms that said no', () => {
  it('are those of an "and" that do not hold', () => {
    expect(refusing(told({ combinator: 'and', rules: [width(2), amount(1_000)] }))).toEqual([
      { path: '/rules/1', field: 'amount', operator: '>=', left: 100, right: 1_000 },
    ]);
  });

  it('are all of an "or", and none where it holds', () => {
    expect(fields({ combinator: 'or', rules: [width(3), amount(1_000)] })).toEqual(['/rules/0', '/rules/1']);
    expect(fields({ combinator: 'or', rules: [width(2), amount(1_000)] })).toEqual([]);
  });

  it('are those of a negated group that do hold', () => {
    const inner: ConditionGroup = { combinator: 'or', not: true, rules: [width(2), amount(1_000)] };
    expect(fields({ combinator: 'and', rules: [inner] })).toEqual(['/rules/0/rules/0']);
  });
});

describe('an explanation for who may not read every field', () => {
  it('says which terms held, without the values of those fields, also where one is compared with', () => {
    const compared = { field: 'width', operator: '<' as const, valueSource: 'field' as const, value: 'amount' };
    const condition: ConditionGroup = { combinator: 'and', rules: [width(3), amount(1_000), compared] };
    const shown = readableExplanation(told(condition), (field) => field !== 'amount');
    expect(shown.rules).toMatchObject([
      { held: false, actual: 2, expected: 3 },
      { held: false, actual: null, expected: null, hidden: true },
      { held: true, actual: null, expected: null, hidden: true },
    ]);
  });
});
