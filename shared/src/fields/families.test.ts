import { FAMILIES } from './families.ts';
import { KINDS } from './kinds.ts';

describe('families of kinds', () => {
  it('are what the kinds themselves say', () => {
    const said = Object.values(KINDS).map(({ kind, family, many }) => [kind, { family, many }]);
    expect(Object.fromEntries(said)).toEqual(FAMILIES);
  });
});
