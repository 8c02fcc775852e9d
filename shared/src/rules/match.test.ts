import type { ConditionContext } from '../conditions/context.ts';
import { aDeal, DEAL, NOW } from '../process/deal.fixture.ts';
import { match, triggered } from './match.ts';
import { aRule, logged, updated } from './rule.fixture.ts';
import type { Trigger } from './rule.ts';

const fires = (trigger: Trigger, event: Parameters<typeof triggered>[1]): boolean =>
  triggered(aRule({ trigger }), event);
const moved = (stage: string, funnel = 'sales') =>
  logged({ kind: 'record.moved', from: { funnel: 'sales', stage: 'approach' }, to: { funnel, stage }, seconds: 9 });
const created = (stage: string | null) =>
  logged({ kind: 'record.created', after: { title: 'x' }, funnel: stage && 'sales', stage, ownerId: null });

describe('what sets a rule off', () => {
  it('is a record that is made', () => {
    expect(fires({ kind: 'record.created' }, created(null))).toBe(true);
    expect(fires({ kind: 'record.created' }, moved('won'))).toBe(false);
  });

  it('is a change of any field, or of one of those chosen', () => {
    const event = updated({ amount: 1, width: 2 }, { amount: 2, width: null });
    expect(fires({ kind: 'record.updated' }, event)).toBe(true);
    expect(fires({ kind: 'record.updated', fields: ['width'] }, event)).toBe(true);
    expect(fires({ kind: 'record.updated', fields: ['phone', 'tags'] }, event)).toBe(false);
    expect(fires({ kind: 'record.updated' }, moved('won'))).toBe(false);
  });

  it('is a stage that is entered, by a move or by being made there', () => {
    expect(fires({ kind: 'stage.entered', stages: ['won', 'lost'] }, moved('won'))).toBe(true);
    expect(fires({ kind: 'stage.entered', stages: ['won'] }, moved('lost'))).toBe(false);
    expect(fires({ kind: 'stage.entered' }, moved('done', 'service'))).toBe(true);
    expect(fires({ kind: 'stage.entered', funnel: 'sales' }, moved('done', 'service'))).toBe(false);
    expect(fires({ kind: 'stage.entered', stages: ['approach'] }, created('approach'))).toBe(true);
    expect(fires({ kind: 'stage.entered' }, created(null))).toBe(false);
  });
});

describe('whether a rule fires', () => {
  const rule = aRule({
    trigger: { kind: 'record.updated' },
    when: {
      combinator: 'and',
      rules: [
        { field: 'amount', operator: '>=', value: 1000 },
        { field: 'amount', operator: 'changed' },
      ],
    },
  });
  const before = aDeal({ amount: 100 });
  const context = (amount: number): ConditionContext => ({
    schema: DEAL,
    record: { ...before, doc: { ...before.doc, amount } },
    before,
    now: NOW,
    timeZone: 'UTC',
  });
  const event = updated({ amount: 100 }, { amount: 1200 });

  it('says yes with every term', () => {
    expect(match(rule, event, context(1200))).toMatchObject({ fires: true, when: { held: true } });
  });

  it('says no with the term that did not hold, and both values', () => {
    expect(match(rule, event, context(900))).toMatchObject({
      fires: false,
      because: 'when',
      when: { held: false, rules: [{ held: false, actual: 900, expected: 1000 }, { held: true }] },
    });
    expect(match(rule, created(null), context(1200))).toEqual({ fires: false, because: 'trigger' });
  });

  it('stops a chain of rules after ten links', () => {
    const link = (depth: number) =>
      match(aRule(), { ...created(null), cause: { correlation: 'c', depth } }, context(1));
    expect(link(9)).toMatchObject({ fires: true });
    expect(link(10)).toMatchObject({ fires: false, because: 'chain' });
  });
});
