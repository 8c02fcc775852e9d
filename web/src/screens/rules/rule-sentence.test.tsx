import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Rule, Step } from '@etapa/shared/rules/rule';
import { cleanup } from '@testing-library/react';
import type { Language } from '../../i18n/language.ts';
import { show } from '../../testing/screen.tsx';
import { RuleSentence } from './rule-sentence.tsx';

const deal: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'sales',
      name: 'Sales',
      transitions: 'free',
      stages: [{ key: 'engaging', name: { en: 'Engaging', ja: '商談中' }, group: 'open' }],
    },
  ],
};
const entered: Rule['trigger'] = { kind: 'stage.entered', stages: ['engaging'] };
const callBack: Step = { id: 's1', kind: 'task.create', title: 'Call back', assignee: '= record.owner', due: 'PT2H' };

afterEach(cleanup);

async function words(language: Language, steps: Step[] = [callBack]): Promise<string> {
  const { container } = await show(
    <RuleSentence rule={{ key: 'r', name: 'R', enabled: true, trigger: entered, steps }} type={deal} />,
    language,
  );
  return (container.textContent ?? '').replace(/[\u00a0\u202f]/g, ' ');
}

describe('a rule in words', () => {
  it('says when, what, for whom and by when', async () => {
    expect(await words('en')).toContain('When a card enters “Engaging”');
    expect(await words('en')).toContain('Make a task “Call back” for the record’s owner due in 2 hours');
  });

  it('names stages and times in the reader’s language', async () => {
    expect(await words('ja')).toContain('商談中');
    expect(await words('ru')).toContain('(срок: 2 часа)');
  });

  it('names a kind of step that this screen does not know rather than hiding it', async () => {
    expect(await words('en', [{ id: 's1', kind: 'pigeon.send' }])).toContain('pigeon.send');
  });
});
