import { moveStep, newStep, ruleKey, unfinished } from './rule-draft.ts';

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
  it('get an id that no step has, not even one inside a branch', () => {
    const steps = [{ id: 's1', kind: 'branch', then: [{ id: 's2', kind: 'notify' }], else: [] }];
    expect(newStep('notify', steps).id).toBe('s3');
  });

  it('move by one place and stay at the ends', () => {
    const steps = ['a', 'b', 'c'].map((id) => ({ id, kind: 'notify' }));
    expect(moveStep(steps, 1, -1).map(({ id }) => id)).toEqual(['b', 'a', 'c']);
    expect(moveStep(steps, 0, -1).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(moveStep(steps, 2, 1).map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  });

  it('are unfinished without a title, a text or a field to set; kinds the form does not know are left alone', () => {
    const steps = [
      { id: 'a', kind: 'task.create', title: ' ' },
      { id: 'b', kind: 'notify', to: '= record.owner', text: 'Look' },
      { id: 'c', kind: 'record.update', set: {} },
      { id: 'd', kind: 'branch' },
    ];
    expect([...unfinished(steps)]).toEqual([0, 2]);
  });
});
