import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule } from '@etapa/shared/rules/rule';
import { faultsOf, shownFaults } from './rule-faults.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
};
const rule = (own: Partial<Rule>): Rule => ({
  key: '',
  name: 'Greet',
  enabled: true,
  trigger: { kind: 'record.created' },
  steps: [{ id: 's1', kind: 'comment.add', text: 'Hello {{ title }}' }],
  ...own,
});
const paths = (draft: Rule, tried: boolean, refused: Parameters<typeof shownFaults>[3] = null) =>
  shownFaults(draft, faultsOf(draft, type, [type]), tried, refused).map(({ path }) => path);

describe('faults of a rule while it is typed', () => {
  it('are those of what was filled in; what is still empty is told of when one wants to save', () => {
    const draft = rule({ name: '', steps: [{ id: 's1', kind: 'comment.add', text: 'Hello {{ titel }}' }] });
    expect(paths(draft, false)).toEqual(['/steps/0/text']);
    expect(paths(draft, true).sort()).toEqual(['/name', '/steps/0/text']);
  });

  it('are none of a sound rule', () => {
    expect(paths(rule({}), true)).toEqual([]);
  });

  it('that only the server knows stay until the value they are about is changed', () => {
    const sent = rule({});
    const refused = { rule: sent, faults: [{ path: '/steps/0/text', code: 'rude', message: 'Say it nicely.' }] };
    expect(paths(sent, true, refused)).toEqual(['/steps/0/text']);
    const other = { ...sent, steps: [{ id: 's1', kind: 'comment.add', text: 'Good morning' }] };
    expect(paths(other, true, refused)).toEqual([]);
  });
});
