import { applyRuleEdit } from '@etapa/shared/rules/edit';
import type { Rule, Step } from '@etapa/shared/rules/rule';
import { changedTrigger, copyOf, newStep, ruleKey, shiftedPlace } from './rule-draft.ts';

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
    expect(copyOf([branch], [branch])).toEqual([
      { ...branch, id: 's3', then: [{ id: 's4', kind: 'notify' }], else: [] },
    ]);
  });

  it('are moved in reading order through every place of the rule, and back the same way', () => {
    const note = (id: string): Step => ({ id, kind: 'notify' });
    const rule: Rule = {
      key: 'r',
      name: 'R',
      enabled: true,
      trigger: { kind: 'record.created' },
      steps: [note('x'), note('a'), { id: 'b', kind: 'branch', then: [note('c')], else: [] }],
    };
    const shape = (steps: Step[]): string =>
      steps
        .map((step) =>
          step.kind === 'branch' ? `[${shape(step.then as Step[])}|${shape(step.else as Step[])}]` : step.id,
        )
        .join('');
    const walk = (from: Rule, by: -1 | 1): Rule[] => {
      const to = shiftedPlace(from, 'x', by);
      const moved = to && applyRuleEdit(from, { kind: 'step.move', ids: ['x'], to });
      return moved?.ok ? [from, ...walk(moved.value, by)] : [from];
    };
    const down = walk(rule, 1);
    const shapes = down.map(({ steps }) => shape(steps));
    expect(shapes).toEqual(['xa[c|]', 'ax[c|]', 'a[xc|]', 'a[cx|]', 'a[c|x]', 'a[c|]x']);
    expect(walk(down.at(-1) ?? rule, -1).map(({ steps }) => shape(steps))).toEqual(shapes.toReversed());
  });
});

describe('a trigger that is changed to another kind', () => {
  it('keeps what both kinds have and drops the rest', () => {
    const entered = { kind: 'stage.entered', stages: ['won'], funnel: 'sales' };
    expect(changedTrigger(entered, 'record.updated')).toEqual({ kind: 'record.updated' });
    expect(changedTrigger(entered, 'stage.entered')).toEqual(entered);
  });
});
