import { aDeal, decided, LATER, NOW, refused } from './deal.fixture.ts';
import type { RecordState } from './record.ts';

const later = { now: LATER };
const filled = { amount: 5, phone: '+380441234567' };

const inService = (stage: string): RecordState =>
  decided(null, { kind: 'create', doc: { title: 'Repair' }, funnel: 'service', stage }).next;

describe('a move', () => {
  it('ends the visit of one stage and begins that of the next', () => {
    const { next, events, visit } = decided(aDeal(), { kind: 'move', stage: 'won' }, later);
    expect(next).toMatchObject({
      stage: 'won',
      stageEnteredAt: LATER,
      lastActivityAt: LATER,
      closedAt: LATER,
      version: 2,
    });
    expect(events).toEqual([
      {
        kind: 'record.moved',
        from: { funnel: 'sales', stage: 'approach' },
        to: { funnel: 'sales', stage: 'won' },
        seconds: 2 * 86_400 + 2.5 * 3_600,
      },
    ]);
    expect(visit).toEqual({
      left: { funnel: 'sales', stage: 'approach', at: LATER },
      entered: { funnel: 'sales', stage: 'won', at: LATER },
    });
  });

  it('closes when it comes to an end, and opens again', () => {
    const won = decided(aDeal(), { kind: 'move', stage: 'won' }).next;
    expect(won.closedAt).toBe(NOW);
    const lost = decided(won, { kind: 'move', stage: 'lost', doc: { lossReason: 'postponed' } }, later).next;
    expect(lost.closedAt).toBe(LATER);
    expect(decided(lost, { kind: 'move', stage: 'approach' }, later).next.closedAt).toBeNull();
  });

  it('is told which fields the stage asks for, each by name', () => {
    expect(refused(aDeal(), { kind: 'move', stage: 'proposal' })).toMatchObject({
      code: 'required_fields',
      errors: [
        { path: '/doc/amount', code: 'required' },
        { path: '/doc/phone', code: 'required' },
      ],
    });
  });

  it('can bring what the stage asks for in the same step', () => {
    const { next, events } = decided(aDeal(), { kind: 'move', stage: 'proposal', doc: filled });
    expect(next).toMatchObject({ stage: 'proposal', version: 2, doc: filled });
    expect(events).toMatchObject([
      { kind: 'record.updated', before: { amount: null }, after: { amount: 5, payable: 5 } },
      { kind: 'record.moved' },
    ]);
  });

  it('changes nothing when what it brings has a fault, and says what the stage still asks for besides', () => {
    const refusal = refused(aDeal(), { kind: 'move', stage: 'proposal', doc: { amount: -1 } });
    expect(refusal.code).toBe('invalid_document');
    expect(refusal.errors).toMatchObject([
      { path: '/doc/amount', code: 'too_small' },
      { path: '/doc/phone', code: 'required' },
    ]);
  });

  it('meets the guard of the stage, or learns which term said no and with what value', () => {
    const refusal = refused(aDeal({ amount: 999 }), { kind: 'move', stage: 'big' });
    expect(refusal.code).toBe('guard_failed');
    expect(refusal.extra?.explanation).toMatchObject({
      held: false,
      rules: [{ rule: { field: 'amount' }, actual: 999, expected: 1000, held: false }],
    });
    expect(decided(aDeal({ amount: 999 }), { kind: 'move', stage: 'big', doc: { amount: 1001 } }).next.stage).toBe(
      'big',
    );
  });

  it('waits while the stage is full', () => {
    const move = { kind: 'move', stage: 'few' } as const;
    expect(refused(aDeal(), move, { stageCount: () => 2 }).code).toBe('stage_full');
    expect(decided(aDeal(), move, { stageCount: () => 1 }).next.stage).toBe('few');
  });

  it('follows the transitions of the funnel, and says where else it may go', () => {
    const refusal = refused(inService('asked'), { kind: 'move', stage: 'done' });
    expect(refusal.code).toBe('transition_not_allowed');
    expect(refusal.extra).toEqual({ from: 'asked', to: 'done', allowed: ['doing'] });
    expect(decided(inService('asked'), { kind: 'move', stage: 'doing' }).next.stage).toBe('doing');
  });

  it('says that a way is not there before it asks for fields', () => {
    const refusal = refused(inService('asked'), { kind: 'move', stage: 'done', doc: { amount: -1 } });
    expect(refusal.code).toBe('transition_not_allowed');
  });

  it('keeps a way for the roles it names, which rules hold all', () => {
    const move = { kind: 'move', stage: 'done' } as const;
    expect(refused(inService('doing'), move).code).toBe('forbidden');
    expect(decided(inService('doing'), move, { roles: ['member', 'manager'] }).next.stage).toBe('done');
    const rule = { kind: 'rule', id: 'r', version: 1, runId: 'x' } as const;
    expect(decided(inService('doing'), move, { actor: rule, roles: undefined }).next.stage).toBe('done');
  });

  it('meets the guard of the way', () => {
    const back = { kind: 'move', stage: 'asked' } as const;
    expect(refused(inService('doing'), back).code).toBe('guard_failed');
    expect(decided(inService('doing'), { ...back, doc: { phone: filled.phone } }).next.stage).toBe('asked');
  });

  it('respects who may enter and leave a stage, by the stage and by the role', () => {
    const enter = { kind: 'move', stage: 'closed' } as const;
    expect(refused(aDeal(), enter).code).toBe('forbidden');
    const inside = decided(aDeal(), enter, { roles: ['manager'] }).next;
    expect(refused(inside, { kind: 'move', stage: 'won' }).code).toBe('forbidden');
    const stageAccess = { enter: ['sales/won'], leave: 'all' } as const;
    expect(refused(aDeal(), { kind: 'move', stage: 'few' }, { stageAccess }).code).toBe('forbidden');
    expect(decided(aDeal(), { kind: 'move', stage: 'won' }, { stageAccess }).next.stage).toBe('won');
  });

  it('leads into another funnel of the type', () => {
    const { next, events } = decided(aDeal(), { kind: 'move', funnel: 'service', stage: 'doing' });
    expect(next).toMatchObject({ funnel: 'service', stage: 'doing' });
    expect(events).toMatchObject([{ from: { funnel: 'sales' }, to: { funnel: 'service', stage: 'doing' } }]);
  });

  it('refuses stages and funnels that are not there', () => {
    expect(refused(aDeal(), { kind: 'move', stage: 'doing' }).errors).toMatchObject([
      { path: '/stage', code: 'unknown_stage' },
    ]);
    expect(refused(aDeal(), { kind: 'move', funnel: 'x', stage: 'doing' }).errors).toMatchObject([
      { path: '/funnel', code: 'unknown_funnel' },
    ]);
  });

  it('within its column only changes the place, which is no news', () => {
    const deal = aDeal();
    const { next, events, visit } = decided(
      deal,
      { kind: 'move', stage: 'approach', after: null },
      { ...later, rank: 'a' },
    );
    expect(next).toEqual({ ...deal, rank: 'a' });
    expect(events).toEqual([]);
    expect(visit).toBeUndefined();
    expect(decided(deal, { kind: 'move', stage: 'approach' }, { ...later, rank: 'a' }).next).toBe(deal);
  });

  it('within its column takes a document like any change', () => {
    const { next, events } = decided(aDeal(), { kind: 'move', stage: 'approach', doc: { amount: 3 } }, later);
    expect(next).toMatchObject({ version: 2, stageEnteredAt: NOW, doc: { amount: 3 } });
    expect(events.map(({ kind }) => kind)).toEqual(['record.updated']);
  });

  it('out of a stage that is no longer defined is free', () => {
    const stray = { ...aDeal(), stage: 'removed' };
    expect(decided(stray, { kind: 'move', stage: 'won' }).next.stage).toBe('won');
  });
});
