import { DEFINITION_UPGRADES } from './definitions.ts';
import { latestVersion, type StoredDocument, TooNew, type Upgrade, upgrade } from './upgrade.ts';

/** A document before and after each upgrade, by the version it leads to. Every upgrade must have one here. */
const EXAMPLES: { [version: number]: { before: StoredDocument; after: StoredDocument } } = {
  1: {
    before: { key: 'deal', funnels: [{ key: 'a' }, { key: 'b', transitions: [] }] },
    after: {
      key: 'deal',
      funnels: [
        { key: 'a', transitions: 'free' },
        { key: 'b', transitions: [] },
      ],
    },
  },
};

describe('upgrades of definitions', () => {
  it('are numbered one after the other', () => {
    expect(DEFINITION_UPGRADES.map(({ to }) => to)).toEqual(DEFINITION_UPGRADES.map((_, index) => index + 1));
  });

  it.each(DEFINITION_UPGRADES.map((each) => [each.to, each] as const))(
    'to version %i does what its example shows',
    (version, each) => {
      const example = EXAMPLES[version];
      if (!example) throw new Error(`The upgrade to version ${version} has no example: nothing exercises it.`);
      const before = structuredClone(example.before);
      expect(each.apply(before)).toEqual(example.after);
      expect(before).toEqual(example.before);
      expect(example.after).not.toEqual(example.before);
    },
  );

  it('have no example left over', () => {
    expect(Object.keys(EXAMPLES)).toHaveLength(DEFINITION_UPGRADES.length);
  });
});

describe('an upgrade', () => {
  const noted = (to: number): Upgrade => ({
    to,
    why: `For ${to}`,
    apply: (document) => ({ ...document, path: `${document.path ?? ''}${to}` }),
  });
  const upgrades = [noted(1), noted(2), noted(3)];

  it('applies what a document has not yet had, in order, and leaves the one given alone', () => {
    const old = { path: '' };
    expect(upgrade(old, upgrades)).toEqual({ path: '123', schemaVersion: 3 });
    expect(old).toEqual({ path: '' });
    expect(upgrade({ schemaVersion: 2 }, upgrades)).toEqual({ path: '3', schemaVersion: 3 });
    const current = { schemaVersion: 3 };
    expect(upgrade(current, upgrades)).toBe(current);
  });

  it('never touches a document of a newer program', () => {
    expect(() => upgrade({ schemaVersion: 4 }, upgrades)).toThrow(TooNew);
    expect(latestVersion([])).toBe(0);
  });
});
