import { applyRuleEdit, outermost, type RuleEdit } from './edit.ts';
import type { Rule, Step } from './rule.ts';
import { standingsOf } from './step-tree.ts';

const note = (id: string): Step => ({ id, kind: 'notify', to: '= record.owner', text: id });
const rule: Rule = {
  key: 'r',
  name: 'R',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [
    note('a'),
    { id: 'b', kind: 'branch', when: { combinator: 'and', rules: [] }, then: [note('c'), note('d')], else: [] },
    note('e'),
  ],
};

/** The rule as text: `a b[c d|] e`. */
const shape = (steps: Step[]): string =>
  steps
    .map(({ id, then, else: other }) =>
      Array.isArray(then) ? `${id}[${shape(then)}|${shape((other ?? []) as Step[])}]` : id,
    )
    .join(' ');

function after(edit: RuleEdit): string {
  const result = applyRuleEdit(rule, edit);
  return result.ok ? shape(result.value.steps) : `${result.reason}: ${result.detail}`;
}

describe('an edit of a rule', () => {
  it('adds steps anywhere, also to a branch that has none', () => {
    expect(after({ kind: 'step.add', steps: [note('x')], to: { at: 1 } })).toBe('a x b[c d|] e');
    expect(after({ kind: 'step.add', steps: [note('x')], to: { within: { step: 'b', branch: 'else' }, at: 0 } })).toBe(
      'a b[c d|x] e',
    );
  });

  it('moves steps out of a branch, into it, and within a list to where they were pointed at', () => {
    expect(after({ kind: 'step.move', ids: ['d'], to: { at: 0 } })).toBe('d a b[c|] e');
    expect(after({ kind: 'step.move', ids: ['a', 'e'], to: { within: { step: 'b', branch: 'then' }, at: 1 } })).toBe(
      'b[c a e d|]',
    );
    expect(after({ kind: 'step.move', ids: ['a'], to: { at: 2 } })).toBe('b[c d|] a e');
    expect(after({ kind: 'step.move', ids: ['e'], to: { at: 1 } })).toBe('a e b[c d|]');
  });

  it('takes what is within a step along', () => {
    expect(after({ kind: 'step.move', ids: ['b', 'c'], to: { at: 0 } })).toBe('b[c d|] a e');
    expect(after({ kind: 'step.remove', ids: ['b'] })).toBe('a e');
    expect(outermost(rule, ['d', 'b', 'a']).map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('changes parameters and leaves the id, the kind and the steps within alone', () => {
    const set = { id: 'z', kind: 'stop', when: { combinator: 'or', rules: [] }, then: [] };
    const result = applyRuleEdit(rule, { kind: 'step.update', id: 'b', set });
    expect(result.ok && result.value.steps[1]).toEqual({ ...rule.steps[1], when: { combinator: 'or', rules: [] } });
  });

  it('takes the condition away', () => {
    const asked = { ...rule, when: { combinator: 'and' as const, rules: [] } };
    expect(applyRuleEdit(asked, { kind: 'rule.update', set: { when: null } })).toEqual({ ok: true, value: rule });
  });

  it('is refused when it names what is not there, an id that is taken, or a step within itself', () => {
    expect(after({ kind: 'step.remove', ids: ['q'] })).toContain('not_found');
    expect(after({ kind: 'step.update', id: 'q', set: {} })).toContain('not_found');
    expect(after({ kind: 'step.add', steps: [note('c')], to: { at: 0 } })).toContain('exists');
    expect(
      after({ kind: 'step.add', steps: [note('x')], to: { within: { step: 'a', branch: 'then' }, at: 0 } }),
    ).toContain('not_found');
    expect(after({ kind: 'step.move', ids: ['b'], to: { within: { step: 'b', branch: 'else' }, at: 0 } })).toContain(
      'in_use',
    );
  });

  it('never changes the rule it was given', () => {
    const before = structuredClone(rule);
    after({ kind: 'step.move', ids: ['d'], to: { at: 0 } });
    after({ kind: 'step.remove', ids: ['c'] });
    expect(rule).toEqual(before);
  });
});

it('counts steps as people do and finds each by pointer and by path', () => {
  expect(standingsOf(rule).map(({ step, number, pointer, path }) => [step.id, number, pointer, path])).toEqual([
    ['a', '1', '/steps/0', 'a'],
    ['b', '2', '/steps/1', 'b'],
    ['c', '2a.1', '/steps/1/then/0', 'b/then/c'],
    ['d', '2a.2', '/steps/1/then/1', 'b/then/d'],
    ['e', '3', '/steps/2', 'e'],
  ]);
});
