import type { EntityType } from '@etapa/shared/definition/entity-type';
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
});
