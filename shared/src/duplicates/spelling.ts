import { fold } from '../fields/fold.ts';
import { newerKanji } from './new-kanji.ts';

/** Kana that are written small, as half-width writing seldom can, each followed by its large form. */
const SMALL_KANA = new Map(
  'ァア ィイ ゥウ ェエ ォオ ッツ ャヤ ュユ ョヨ ヮワ ヵカ ヶケ ぁあ ぃい ぅう ぇえ ぉお っつ ゃや ゅゆ ょよ ゎわ ゕか ゖけ'
    .split(' ')
    .map((pair): [string, string] => [pair[0] ?? '', pair[1] ?? '']),
);

/** Latin letters that no decomposition takes apart. */
const LATIN = new Map([
  ['ø', 'o'],
  ['ł', 'l'],
  ['đ', 'd'],
  ['ð', 'd'],
  ['þ', 'th'],
  ['æ', 'ae'],
  ['œ', 'oe'],
  ['ı', 'i'],
]);

/**
 * One spelling of a text, whatever its width, case, kanji and accents: `ﾄﾖﾀ` is トヨタ, `ＡＢＣ` abc, 髙島 高島, `Société`
 * societe, `Ёлка` елка. Letters of other alphabets stay apart: й is no и, が no か. Spaces and punctuation are kept.
 */
export function plainSpelling(text: string): string {
  const folded = newerKanji(fold(text.normalize('NFKC')))
    .normalize('NFKC')
    // 佐々木 and 佐佐木.
    .replace(/(\p{sc=Han})々/gu, '$1$1');
  const latin = folded
    .normalize('NFD')
    .replace(/([a-z])\p{M}+/gu, '$1')
    .normalize('NFC');
  return latin.replace(/[ёøłđðþæœı]|[ぁ-ゖァ-ヶ]/gu, (letter) =>
    letter === 'ё' ? 'е' : (LATIN.get(letter) ?? SMALL_KANA.get(letter) ?? letter),
  );
}

/**
 * Letters and digits alone. Long vowel marks go with the hyphens that half-width writing puts for them: ソニー, `ｿﾆ-`
 * and コンピュータ, コンピューター are alike.
 */
export function lettersOnly(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{M}]|ー/gu, '');
}
