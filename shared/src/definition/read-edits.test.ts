import { editFaults } from './read-edits.ts';

describe('edits as they are sent', () => {
  it('are of the closed union, with every member it has and no other', () => {
    expect(
      editFaults([
        { kind: 'stage.remove', funnel: 'sales', stage: 'a' },
        { kind: 'layout.place', field: 'amount', section: null },
        { kind: 'transitions.free', funnel: 'sales', free: false, ways: [{ from: 'a', to: 'b' }] },
      ]),
    ).toEqual([]);
    const faults = editFaults([
      { kind: 'stage.remove', funnel: 'sales' },
      { kind: 'toString' },
      { kind: 'stage.move', funnel: 'sales', stage: 'a', to: -1, far: true },
      'stage.remove',
      { kind: 'layout.card', fields: [5] },
    ]);
    expect(faults.map(({ path, code }) => `${path} ${code}`)).toEqual([
      '/edits/0/stage type',
      '/edits/1/kind unknown_edit',
      '/edits/2/far unknown_key',
      '/edits/2/to type',
      '/edits/3/kind unknown_edit',
      '/edits/4/fields type',
    ]);
  });
});
