import { editsAgain } from './edits-again.ts';
import { applyEdits, editsBetween } from './edits-between.ts';
import type { EntityType } from './entity-type.ts';

const TYPE: EntityType = {
  key: 'deal',
  name: 'Deal',
  titleField: 'title',
  fields: [{ key: 'title', label: 'Title', kind: 'text' }],
  funnels: [
    {
      key: 'f',
      name: 'F',
      stages: [
        { key: 'a', name: 'A', group: 'open' },
        { key: 'b', name: 'B', group: 'open' },
      ],
      transitions: [{ from: 'a', to: 'b' }],
    },
  ],
};
const added = (name: string) =>
  applyEdits(TYPE, [
    { kind: 'stage.add', funnel: 'f', stage: { key: 'stage1', name, group: 'open' }, at: 1 },
    { kind: 'transition.add', funnel: 'f', transition: { from: 'stage1', to: 'b' } },
    { kind: 'field.add', field: { key: 'text1', label: name, kind: 'text' } },
  ]).definition;

describe('edits made again on what someone else made', () => {
  it('keep what both added under the same key, with all that was done to either', () => {
    const [mine, theirs] = [added('Mine'), added('Theirs')];
    const { made, refused } = editsAgain(TYPE, theirs, editsBetween(TYPE, mine));
    expect(refused).toEqual([]);
    const both = applyEdits(theirs, made).definition;
    expect(both.funnels?.[0]?.stages.map(({ name }) => name)).toEqual(['A', 'Mine', 'Theirs', 'B']);
    expect(both.funnels?.[0]?.transitions).toEqual([
      { from: 'a', to: 'b' },
      { from: 'stage1', to: 'b' },
      { from: 'stage2', to: 'b' },
    ]);
    expect(both.fields.map(({ key, label }) => `${key} ${String(label)}`).sort()).toEqual([
      'text1 Theirs',
      'text2 Mine',
      'title Title',
    ]);
  });

  it('put a stage behind the one it was put behind', () => {
    const mine = [
      { kind: 'stage.add' as const, funnel: 'f', stage: { key: 'c', name: 'C', group: 'open' as const }, at: 2 },
    ];
    const { made } = editsAgain(TYPE, added('Theirs'), mine);
    expect(made).toMatchObject([{ kind: 'stage.add', at: 3 }]);
  });

  it('leave out what has no place any more', () => {
    const theirs = applyEdits(TYPE, [{ kind: 'stage.remove', funnel: 'f', stage: 'b' }]).definition;
    const edit = { kind: 'stage.update' as const, funnel: 'f', stage: 'b', set: { limit: 3 } };
    expect(editsAgain(TYPE, theirs, [edit])).toEqual({ made: [], refused: [edit] });
  });
});
