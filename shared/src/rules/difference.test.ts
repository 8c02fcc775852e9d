import { ruleDifference } from './difference.ts';
import { applyRuleEdit, type RuleEdit } from './edit.ts';
import type { Rule, Step } from './rule.ts';

const note = (id: string): Step => ({ id, kind: 'notify', to: '= record.owner', text: id });
const rule: Rule = {
  key: 'r',
  name: 'R',
  enabled: true,
  trigger: { kind: 'stage.entered', stages: ['new'] },
  steps: [
    note('a'),
    { id: 'b', kind: 'branch', when: { combinator: 'and', rules: [] }, then: [note('c')], else: [] },
    note('d'),
  ],
};

function told(...edits: RuleEdit[]): string[] {
  const after = edits.reduce((made, edit) => {
    const result = applyRuleEdit(made, edit);
    if (!result.ok) throw new Error(result.detail);
    return result.value;
  }, rule);
  return ruleDifference(rule, after).map((change) =>
    [change.kind, 'step' in change ? change.step.id : '', 'parameters' in change ? change.parameters.join() : '']
      .join(' ')
      .trim(),
  );
}

describe('what became of a rule between two versions', () => {
  it('is nothing where only the order of members differs', () => {
    const turned = { ...rule, trigger: { stages: ['new'], kind: 'stage.entered' } };
    expect(ruleDifference(rule, turned)).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('names what belongs to the rule as a whole', () => {
    const set = {
      name: 'Other',
      enabled: false,
      trigger: { kind: 'record.created' },
      when: { combinator: 'and' as const, rules: [{ field: 'amount', operator: '>' as const, value: 1 }] },
    };
    expect(told({ kind: 'rule.update', set })).toEqual(['name', 'switchedOff', 'trigger', 'condition']);
  });

  it('takes a condition without terms for none', () => {
    expect(told({ kind: 'rule.update', set: { when: { combinator: 'and', rules: [] } } })).toEqual([]);
  });

  it('names steps that came, went, moved and changed, and no others', () => {
    expect(told({ kind: 'step.add', steps: [note('x')], to: { at: 0 } })).toEqual(['step.added x']);
    expect(told({ kind: 'step.remove', ids: ['b'] })).toEqual(['step.removed b', 'step.removed c']);
    expect(told({ kind: 'step.move', ids: ['d'], to: { at: 0 } })).toEqual(['step.moved d']);
    expect(told({ kind: 'step.move', ids: ['a'], to: { within: { step: 'b', branch: 'else' }, at: 0 } })).toEqual([
      'step.moved a',
    ]);
    expect(told({ kind: 'step.update', id: 'c', set: { to: '= record.owner', text: 'Hello' } })).toEqual([
      'step.changed c text',
    ]);
  });

  it('takes a step of another kind for another step', () => {
    const after = { ...rule, steps: [{ id: 'a', kind: 'stop' }, ...rule.steps.slice(1)] };
    expect(ruleDifference(rule, after).map(({ kind }) => kind)).toEqual(['step.removed', 'step.added']);
  });
});
