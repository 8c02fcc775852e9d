import { NEWER_KANJI } from '@etapa/shared/duplicates/new-kanji';

const range = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, at) => String.fromCharCode(from + at)).join('');

/** Hiragana, ぁ to ゖ, and the katakana that sound like them. */
const HIRAGANA = range(0x3041, 0x3096);
const KATAKANA = range(0x30a1, 0x30f6);

const kanji = [...NEWER_KANJI];
const FROM = `ёіїєґ${HIRAGANA}${kanji.map(([old]) => old).join('')}`;
const TO = `еииег${KATAKANA}${kanji.map(([, current]) => current).join('')}`;
const SPELLED = new Map([...FROM].map((letter, at): [string, string] => [letter, [...TO][at] ?? letter]));

/**
 * One spelling for search: compatibility forms folded (ﾃｽﾄ is テスト, ＡＢＣ is abc), lower case, ё as е, hiragana as
 * katakana, old kanji as they are written today, letters of Ukrainian as those that Russian writes for them. What is stored and what is asked for go through the same.
 */
export function searchable(text: string): string {
  const lower = text.normalize('NFKC').toLowerCase();
  return lower.replace(/[ёіїєґ\u3041-\u3096\p{sc=Han}]/gu, (letter) => SPELLED.get(letter) ?? letter);
}

/** The same of a text in SQL, for titles, which are kept as they were written. */
export const searchableSql = (text: string): string => `translate(lower(normalize(${text}, NFKC)), '${FROM}', '${TO}')`;

/** Latin letters that Unicode does not take apart into a plain one and a mark. */
const PLAIN: { [letter: string]: string } = {
  ...{ ł: 'l', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ŧ: 't', ŋ: 'n', ı: 'i', ƒ: 'f' },
  ...{ ß: 'ss', æ: 'ae', œ: 'oe', þ: 'th', ĳ: 'ij' },
};
const UNPARTED = new RegExp(`[${Object.keys(PLAIN).join('')}]`, 'gu');

/** A searchable text in plain Latin letters, as keyboards without the others write it: łódź is lodz. */
export function plainLatin(text: string): string {
  if (!MARKED.test(text)) return text;
  const bare = text.normalize('NFD').replace(/(\p{sc=Latin})\p{M}+/gu, '$1');
  return bare.normalize('NFC').replace(UNPARTED, (letter) => PLAIN[letter] ?? letter);
}

/** The same of a text in SQL, for titles: those of other scripts lose marks by it, too, and are looked for beside it. */
export function plainLatinSql(text: string): string {
  const [one, two] = [1, 2].map((length) => Object.entries(PLAIN).filter(([, plain]) => plain.length === length));
  const letters = (which: 0 | 1) => (one ?? []).map((pair) => pair[which]).join('');
  const bare = `regexp_replace(normalize(${text}, NFD), '[\u0300-\u036f]+', '', 'g')`;
  const single = `translate(${bare}, '${letters(0)}', '${letters(1)}')`;
  return (two ?? []).reduce((sql, [letter, plain]) => `replace(${sql}, '${letter}', '${plain}')`, single);
}

const MARKED = /[\u00df-\u024f\u1e00-\u1eff]/;

/** Words of a searchable text that have Latin letters with marks, in plain ones. */
export function plainWords(text: string): string[] {
  if (!MARKED.test(text)) return [];
  const words = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return [...new Set(words.filter((word) => MARKED.test(word)).map(plainLatin))];
}

/** Letters of scripts that put no spaces between words, two and more of them. */
const RUN = /[\p{sc=Han}\p{sc=Kana}\p{sc=Hang}ー々〆]{2,}/gu;

/**
 * Each two neighbouring letters of runs without spaces, as words: so an index of trigrams, which needs three letters or
 * a word's beginning, finds 東京, and finds 東京商事 where 東京商社 is asked for.
 */
export function pairsOf(text: string): string[] {
  const pairs = new Set<string>();
  for (const [run] of text.matchAll(RUN)) {
    const letters = [...run];
    for (let at = 0; at + 1 < letters.length; at++) pairs.add(`${letters[at]}${letters[at + 1]}`);
  }
  return [...pairs];
}

/** A searchable text with its runs as pairs. */
export const inPairs = (text: string): string => text.replace(RUN, (run) => ` ${pairsOf(run).join(' ')} `).trim();
