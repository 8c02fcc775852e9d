import type { RuleEdit } from '@etapa/shared/rules/edit';
import type { Rule } from '@etapa/shared/rules/rule';
import { begunWith, type RuleHistory, ruleStepped } from './rule-history.ts';

const rule: Rule = {
  key: 'r',
  name: 'R',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 's1', kind: 'notify' }],
};
const edit = (history: RuleHistory, at: number, ...edits: RuleEdit[]) =>
  ruleStepped(history, { kind: 'edit', edits, at });
const named = (name: string): RuleEdit => ({ kind: 'rule.update', set: { name } });

describe('what was done to a rule', () => {
  it('is taken back and done again', () => {
    const changed = edit(begunWith(rule), 0, { kind: 'step.remove', ids: ['s1'] });
    const undone = ruleStepped(changed, { kind: 'undo' });
    expect(undone.present).toEqual(rule);
    expect(ruleStepped(undone, { kind: 'redo' }).present.steps).toEqual([]);
  });

  it('is one step while one types on, and another after a pause or somewhere else', () => {
    let history = edit(begunWith(rule), 0, named('A'));
    history = edit(history, 300, named('AB'));
    expect(history.past).toHaveLength(1);
    history = edit(history, 2_000, named('ABC'));
    expect(history.past).toHaveLength(2);
    history = edit(history, 2_100, { kind: 'rule.update', set: { enabled: false } });
    expect(history.past).toHaveLength(3);
  });

  it('is nothing where nothing changed, or where an edit of several is refused', () => {
    expect(edit(begunWith(rule), 0, named('R')).past).toEqual([]);
    const refused = edit(begunWith(rule), 0, named('Q'), { kind: 'step.remove', ids: ['none'] });
    expect(refused.present).toEqual(rule);
    expect(refused.refused).toContain('none');
  });
});
