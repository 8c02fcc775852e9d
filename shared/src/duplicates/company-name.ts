import { type LegalForm, UNSPACED_FORMS, WORD_FORMS } from './legal-forms.ts';
import { lettersOnly, plainSpelling } from './spelling.ts';

/** What a company is called, apart from how it is written. */
export interface CompanyName {
  /** The name without its legal form: letters and digits alone, in one spelling. */
  name: string;
  /** Key of the legal form; several are joined by `+`; empty where the name has none. */
  form: string;
}

/** Circled signs of forms, which compatibility would leave without their brackets. */
const CIRCLED = new Map([
  ['㊑', '(株)'],
  ['㊒', '(有)'],
  ['㊔', '(名)'],
  ['㊖', '(財)'],
  ['㊓', '(社)'],
]);

const OPENING = /[[{〔【〈《「『〖]/g;
const CLOSING = /[\]}〕】〉》」』〗]/g;

/**
 * A name of a company taken apart: its legal form in any position and script, and the rest in one spelling, whatever
 * its width, case, spaces, punctuation, quotes, old kanji and small kana. Taking apart the rest again changes nothing.
 */
export function companyName(text: string): CompanyName {
  const forms = new Set<string>();
  let name = text;
  for (let round = 0; round < ROUNDS; round++) {
    const parts = takenApart(name);
    for (const form of parts.forms) forms.add(form);
    const settled = parts.rest === name || !MIXED.test(parts.rest);
    name = parts.rest;
    if (settled) break;
  }
  // Finnish companies bear their form in both languages of the country.
  if (forms.has('fi-oy')) forms.delete('se-ab');
  const german = [...forms].some((form) => form.startsWith('de-'));
  return { name: german ? withoutUmlauts(name) : name, form: [...forms].sort().join('+') };
}

/** Mueller is Müller, whose dots are gone by now; Bauer, Neue and Quelle hold no umlaut. */
const withoutUmlauts = (name: string): string => name.replace(/([ao])e|(?<![aeoq])(u)e/g, '$1$2');

/** Where two scripts meet, words stand together in a name that is nothing but letters: it is looked at again. */
const MIXED =
  /[\p{scx=Han}\p{scx=Kana}\p{scx=Hira}][\p{sc=Latin}\p{sc=Cyrillic}]|[\p{sc=Latin}\p{sc=Cyrillic}][\p{scx=Han}\p{scx=Kana}\p{scx=Hira}]/u;
const ROUNDS = 10;

function takenApart(text: string): Stripped {
  const plain = plainSpelling(text.replace(/[㊑㊒㊓㊔㊖]/g, (sign) => CIRCLED.get(sign) ?? sign));
  const bare = plain
    .replace(OPENING, '(')
    .replace(CLOSING, ')')
    .replace(/^[^\p{L}\p{N}(]+|[^\p{L}\p{N})]+$/gu, '');
  const spaced = withoutUnspaced(bare);
  const worded = withoutWords(wordsOf(spaced.rest));
  // What stood apart by signs alone may only now stand together.
  const joined = withoutUnspaced(lettersOnly(worded.rest));
  return { rest: lettersOnly(joined.rest), forms: [...spaced.forms, ...worded.forms, ...joined.forms] };
}

interface Stripped {
  rest: string;
  forms: string[];
}

interface Pattern {
  key: string;
  /** Written out, with or without spaces within. */
  long: RegExp;
  short: RegExp | null;
}

const spacious = (name: string): string => [...name].join('\\s*');
const oneOf = (texts: readonly string[]): string => texts.join('|');

const UNSPACED: Pattern[] = UNSPACED_FORMS.map(({ key, names, short, kana = [] }) => {
  const signs = oneOf([...short, ...kana]);
  return {
    key,
    long: new RegExp(oneOf(names.map((name) => spacious(plainSpelling(name)))), 'u'),
    short:
      signs === '' ? null : new RegExp(`\\(\\s*(?:${signs})\\s*\\)|^\\s*(?:${signs})\\)|\\((?:${signs})\\s*$`, 'u'),
  };
});

const UNSPACED_SCRIPT = /[\p{sc=Han}\p{sc=Hangul}\p{sc=Kana}\p{sc=Hira}]|\(npo\)/u;

function withoutUnspaced(text: string): Stripped {
  const forms: string[] = [];
  if (!UNSPACED_SCRIPT.test(text)) return { rest: text, forms };
  let rest = text;
  for (let found = true; found; ) {
    found = false;
    for (const { key, long, short } of UNSPACED) {
      for (const pattern of short ? [long, short] : [long]) {
        const next = rest.replace(pattern, ' ');
        // A name that is nothing but a form keeps it.
        if (next === rest || lettersOnly(next) === '') continue;
        rest = next;
        forms.push(key);
        found = true;
      }
    }
  }
  return { rest, forms };
}

/** Abbreviations lose their dots, `A/S` its stroke; everything else that is no letter parts words. */
function wordsOf(text: string): string[] {
  return (
    text
      .replace(/(?<=[\p{scx=Han}\p{scx=Kana}\p{scx=Hira}])(?=[\p{sc=Latin}\p{sc=Cyrillic}])/gu, ' ')
      .replace(/(?<=[\p{sc=Latin}\p{sc=Cyrillic}])(?=[\p{sc=Han}\p{sc=Kana}\p{sc=Hira}])/gu, ' ')
      .replace(/(?<=\p{L})['’ʼ`´ʹ](?=\p{L})/gu, '')
      .replace(/(^|[^\p{L}\p{N}])(\p{L})\/(\p{L})(?![\p{L}\p{N}])/gu, '$1$2$3')
      // With dots it is no spa, wherever it stands.
      .replace(/(^|[^\p{L}\p{N}])s\.\s*p\.\s*a(?![\p{L}\p{N}])\.?/gu, '$1 societa per azioni ')
      .replace(/&|＆|\+(?=\s)/g, ' and ')
      .replace(/\./g, (dot, at: number) => (/\p{L}/u.test(text[at + 1] ?? '') ? dot : ' '))
      .replace(/(?<=(?:^|[^\p{L}\p{N}])\p{L}(?:\.\p{L})*)\./gu, '')
      .split(/[^\p{L}\p{N}\p{M}ー]+/u)
      .filter((word) => word !== '')
      .map((word) => (word === 'und' ? 'and' : word))
  );
}

interface Spelling {
  key: string;
  /** Without the spaces between its words: `S. A.` and `SA` are the same. */
  compact: string;
  place: LegalForm['place'];
}

const BY_SPELLING = new Map<string, Spelling[]>();
for (const { key, spellings, place } of WORD_FORMS) {
  for (const spelling of spellings) {
    const compact = spelling.replace(/[^\p{L}\p{N}]/gu, '');
    BY_SPELLING.set(compact, [...(BY_SPELLING.get(compact) ?? []), { key, compact, place }]);
  }
}
const LONGEST = Math.max(...[...BY_SPELLING.keys()].map((compact) => compact.length));
/** Words of a form at most: `s de r l de c v`. */
const MOST_WORDS = 9;

function withoutWords(words: string[]): Stripped {
  const forms: string[] = [];
  let rest = words[0] === 'the' && words.length > 1 ? words.slice(1) : words;
  for (;;) {
    const found = longestForm(rest);
    if (!found) return { rest: rest.join(' '), forms };
    rest = [...rest.slice(0, found.from), ...rest.slice(found.to)];
    forms.push(found.key);
  }
}

/** Whether single letters go on beside a run of such: `A B C` is no `AB` called C, as `A B Volvo` is one. */
function isAmongLetters(words: string[], from: number, to: number): boolean {
  const letters = (word: string | undefined) => word !== undefined && /^[a-z]$/.test(word);
  return words.slice(from, to).every(letters) && (letters(words[from - 1]) || letters(words[to]));
}

/** The longest run of words that is a form where it stands; at the end before the start, before the middle. */
function longestForm(words: string[]): { key: string; from: number; to: number } | null {
  let best: { key: string; from: number; to: number; weight: number } | null = null;
  for (let from = 0; from < words.length; from++) {
    let compact = '';
    for (let to = from + 1; to <= Math.min(words.length, from + MOST_WORDS); to++) {
      compact += words[to - 1];
      if (compact.length > LONGEST) break;
      if (to - from === words.length || isAmongLetters(words, from, to)) continue;
      for (const { key, place } of BY_SPELLING.get(compact) ?? []) {
        const standing = to === words.length ? 'end' : from === 0 ? 'start' : 'middle';
        if (standing === 'middle' && place !== 'anywhere') continue;
        if (standing === 'start' && place === 'end') continue;
        const weight = compact.length * 4 + (standing === 'end' ? 2 : standing === 'start' ? 1 : 0);
        if (!best || weight > best.weight) best = { key, from, to, weight };
      }
    }
  }
  return best;
}
