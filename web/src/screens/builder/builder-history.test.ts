import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { RuleAct } from '../../data/rule-acts.ts';
import { begin, stepped } from './builder-history.ts';

const type: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [{ key: 'f', name: 'F', stages: [{ key: 'a', name: 'A', group: 'open' }], transitions: 'free' }],
};

describe('the history of the builder', () => {
  it('takes back and does again any edit, and forgets what was taken back once something new is done', () => {
    const named = stepped(begin(type), { kind: 'edit', edits: [{ kind: 'type.update', set: { name: 'Bargain' } }] });
    const back = stepped(named, { kind: 'undo' });
    expect(back.present).toEqual(type);
    expect(stepped(back, { kind: 'redo' }).present.name).toBe('Bargain');
    const other = stepped(back, { kind: 'edit', edits: [{ kind: 'type.update', set: { name: 'Sale' } }] });
    expect(stepped(other, { kind: 'redo' })).toBe(other);
    expect(stepped(begin(type), { kind: 'undo' }).present).toBe(type);
  });

  it('makes edits that belong together as one, or none of them, and says why', () => {
    const stage = { key: 'b', name: 'B', group: 'open' as const };
    const refused = stepped(begin(type), {
      kind: 'edit',
      edits: [
        { kind: 'stage.add', funnel: 'f', stage },
        { kind: 'stage.remove', funnel: 'f', stage: 'nowhere' },
      ],
    });
    expect(refused.present).toBe(type);
    expect(refused.refused).toBe('There is no "nowhere".');
  });

  it('does not remember what changed nothing', () => {
    const same = stepped(begin(type), { kind: 'edit', edits: [{ kind: 'type.update', set: { name: 'Deal' } }] });
    expect(same.past).toEqual([]);
  });

  it('takes back acts on rules in their order among the edits, and leaves the definition as it is', () => {
    const act: RuleAct = { entityType: 'deal', key: 'r', before: null, after: null };
    const rename = (name: string) => ({
      kind: 'edit' as const,
      edits: [{ kind: 'type.update' as const, set: { name } }],
    });
    const done = stepped(stepped(stepped(begin(type), rename('One')), { kind: 'act', act }), rename('Two'));
    const names = (history: typeof done) => [history.present.name, history.past.length, history.future.length];
    const first = stepped(done, { kind: 'undo' });
    const second = stepped(first, { kind: 'undo' });
    expect([first, second].map(names)).toEqual([
      ['One', 2, 1],
      ['One', 1, 2],
    ]);
    expect(second.future[0]).toEqual({ act });
    const again = stepped(stepped(second, { kind: 'redo' }), { kind: 'redo' });
    expect(names(again)).toEqual(['Two', 3, 0]);
    expect(names(stepped(second, { kind: 'forget', act }))).toEqual(['One', 1, 1]);
    expect(stepped(again, { kind: 'reset', to: type })).toEqual({ ...begin(type), past: [{ act }] });
  });
});
