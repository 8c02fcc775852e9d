import { changedTrigger, copyOf, moveStep, newStep, ruleKey } from './rule-draft.ts';

describe('the key of a new rule', () => {
  it('comes from the Latin letters of its name', () => {
    expect(ruleKey('Call back: Engaging!', [])).toBe('call-back-engaging');
    expect(ruleKey('Éte 2026', [])).toBe('e-te-2026');
  });

  it('is a number where the name is in another script, and never one that is taken', () => {
    expect(ruleKey('折り返し電話', [])).toBe('rule-1');
    expect(ruleKey('Перезвонить', ['rule-1'])).toBe('rule-2');
    expect(ruleKey('Call back', ['call-back', 'call-back-1'])).toBe('call-back-2');
  });

  it('begins with a letter, as keys must', () => {
    expect(ruleKey('24 hours', [])).toBe('hours');
  });
});

describe('steps of a rule', () => {
  const branch = { id: 's1', kind: 'branch', when: {}, then: [{ id: 's2', kind: 'notify' }], else: [] };

  it('get an id that no step has, not even one inside a branch', () => {
    expect(newStep('notify', [branch]).id).toBe('s3');
  });

  it('are copied with everything in them, each part under an id of its own', () => {
    expect(copyOf(branch, [branch])).toEqual({ ...branch, id: 's3', then: [{ id: 's4', kind: 'notify' }] });
  });

  it('move by one place and stay at the ends', () => {
    const steps = ['a', 'b', 'c'].map((id) => ({ id, kind: 'notify' }));
    expect(moveStep(steps, 1, -1).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(moveStep(steps, 0, -1).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(moveStep(steps, 2, 1).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });
});

describe('a trigger that is changed to another kind', () => {
  it('keeps what both kinds have and drops the rest', () => {
    const entered = { kind: 'stage.entered', stages: ['won'], funnel: 'sales' };
    expect(changedTrigger(entered, 'record.updated')).toEqual({ kind: 'record.updated' });
    expect(changedTrigger(entered, 'stage.entered')).toEqual(entered);
  });
});
