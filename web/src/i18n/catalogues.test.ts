import { readCatalogues } from '../testing/screen.tsx';
import { FIRST_TEXTS, LATER_TEXTS } from './first-texts.ts';
import type { Catalogue } from './i18n.ts';
import { LANGUAGES } from './language.ts';

const PLURAL = /_(zero|one|two|few|many|other)$/;

/** Keys with their texts, `a.b.c`. */
function flat(catalogue: Catalogue, prefix = ''): [string, string][] {
  return Object.entries(catalogue).flatMap(([key, value]) =>
    typeof value === 'string' ? [[`${prefix}${key}`, value] as [string, string]] : flat(value, `${prefix}${key}.`),
  );
}

async function textsOf(language: string): Promise<Map<string, string>> {
  return new Map(flat(await readCatalogues(language)));
}

/** Whether a key is one plural form of several: some keys merely end like one (`too_many`). */
const isForm = (texts: Map<string, string>, key: string) =>
  PLURAL.test(key) && texts.has(`${key.replace(PLURAL, '')}_other`);

/** Keys without their plural endings, and those that have any. */
function shape(texts: Map<string, string>) {
  const bare = (key: string) => (isForm(texts, key) ? key.replace(PLURAL, '') : key);
  return {
    all: new Set([...texts.keys()].map(bare)),
    plural: new Set([...texts.keys()].filter((key) => isForm(texts, key)).map(bare)),
  };
}

/** Names in `{{ }}` of a text; the number of a plural may be written out, so it is not asked for. */
const holes = (text: string) =>
  [...text.matchAll(/\{\{\s*(\w+)/g)]
    .map((match) => match[1])
    .filter((name) => name !== 'count' && name !== 'formatted')
    .sort();

describe.each(LANGUAGES.filter((language) => language !== 'en'))('the catalogue of %s', (language) => {
  it('has exactly the keys that English has', async () => {
    const [english, own] = await Promise.all([textsOf('en'), textsOf(language)]);
    expect([...shape(own).all].sort()).toEqual([...shape(english).all].sort());
    expect([...shape(own).plural].sort()).toEqual([...shape(english).plural].sort());
  });

  it('puts the same values into its texts', async () => {
    const [english, own] = await Promise.all([textsOf('en'), textsOf(language)]);
    const wrong = [...own].filter(([key, text]) => {
      const same = english.get(key) ?? english.get(`${key.replace(PLURAL, '')}_other`) ?? '';
      return holes(text).join() !== holes(same).join();
    });
    expect(wrong).toEqual([]);
  });
});

describe.each(LANGUAGES)('the catalogue of %s', (language) => {
  it('has every plural form of the language and no other', async () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories.toSorted();
    const texts = await textsOf(language);
    for (const key of shape(texts).plural) {
      const own = [...texts.keys()].filter((name) => isForm(texts, name) && name.replace(PLURAL, '') === key);
      expect([key, own.map((name) => PLURAL.exec(name)?.[1]).sort()]).toEqual([key, forms]);
    }
  });

  it('leaves no text empty', async () => {
    expect([...(await textsOf(language))].filter(([, text]) => text.trim() === '')).toEqual([]);
  });
});

it('each catalogue is fetched with the first screen or right after it', async () => {
  expect([...FIRST_TEXTS, ...LATER_TEXTS].sort()).toEqual(Object.keys(await readCatalogues('en')).sort());
});
