import type { EntityType } from '../definition/entity-type.ts';
import type { Doc } from '../fields/field.ts';
import { toE164 } from '../fields/phone.ts';
import { type ComparedField, comparedFields } from './checks.ts';
import { companyName } from './company-name.ts';
import { lettersOnly, plainSpelling } from './spelling.ts';

/** What two duplicates have in common: values of one sort whose keys are equal. */
export interface DuplicateKey {
  field: string;
  /** `company`, `name`, `email`, `phone`, `url`; of other texts the field itself: they mean nothing elsewhere. */
  sort: string;
  key: string;
  /** Legal form of a company; empty for none and for other sorts. */
  form: string;
}

/** Longest key, in characters: what an index takes. */
const LONGEST = 200;
/** A key of fewer letters says too little, unless it is a company's whose form is told, or a sign that is a word. */
const SHORTEST = 2;
const WORD_SIGN = /^[\p{sc=Han}\p{sc=Hangul}]$/u;

/**
 * Keys of a record: two records of a type that share one may be the same thing.
 *
 * @param country ISO 3166 alpha-2: of telephone numbers written without one
 */
export function duplicateKeys(definition: EntityType, doc: Doc, country?: string): DuplicateKey[] {
  return comparedFields(definition).flatMap((compared) => {
    const { field } = compared;
    const value = doc[field.key];
    const found = typeof value === 'string' ? keyOf(compared, value, country) : null;
    return found && saysEnough(found)
      ? [{ field: field.key, ...found, key: [...found.key].slice(0, LONGEST).join('') }]
      : [];
  });
}

const saysEnough = ({ sort, key, form }: Omit<DuplicateKey, 'field'>): boolean =>
  [...key].length >= SHORTEST || (sort === 'company' && key !== '' && (form !== '' || WORD_SIGN.test(key)));

function keyOf(
  { field, check }: ComparedField,
  value: string,
  country: string | undefined,
): Omit<DuplicateKey, 'field'> | null {
  switch (field.kind) {
    case 'email':
      return { sort: 'email', key: value.normalize('NFKC').trim().toLowerCase(), form: '' };
    case 'phone':
      return phoneKey(value, country);
    case 'url':
      return { sort: 'url', key: plainAddress(value), form: '' };
    default:
      break;
  }
  if (check === 'company') {
    const { name, form } = companyName(value);
    return { sort: 'company', key: name, form };
  }
  if (check === 'name') return { sort: 'name', key: personName(value), form: '' };
  return { sort: `=${field.key}`, key: lettersOnly(plainSpelling(value)), form: '' };
}

/** E.164 where the number can be understood, else its digits. */
function phoneKey(value: string, country: string | undefined): Omit<DuplicateKey, 'field'> | null {
  const number = toE164(value.normalize('NFKC').trim(), country);
  const key = /^\+\d+$/.test(number) ? number : abroad(number.replace(/\D/g, ''));
  return key.length < 5 ? null : { sort: 'phone', key, form: '' };
}

/** Digits that no country of ours explains: `8 495 …` is how +7 495 is dialled at home, `8 044 …` how +380 44 was. */
const abroad = (digits: string): string => digits.replace(/^8(?=[3489]\d{9}$)/, '+7').replace(/^80(?=\d{9}$)/, '+380');

const plainAddress = (value: string): string =>
  value
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/^[a-z][a-z0-9+.-]*:\/\//, '')
    .replace(/^www\./, '')
    .replace(/\/+$/, '');

/** Words of alphabets in any order: `Yamada Taro` and `Taro Yamada`; 山田　太郎 and 山田太郎 are one word anyway. */
function personName(value: string): string {
  const words = plainSpelling(value)
    .replace(/(?<=\p{L})['’ʼ`´ʹ](?=\p{L})/gu, '')
    .replace(/[.']/g, ' ')
    .split(/[^\p{L}\p{N}\p{M}ー]+/u)
    .map(lettersOnly)
    .filter((word) => word !== '');
  return (words.every((word) => ALPHABETIC.test(word)) ? words.sort() : words).join('');
}

const ALPHABETIC = /^[\p{sc=Latin}\p{sc=Cyrillic}\p{sc=Greek}\p{N}]+$/u;
