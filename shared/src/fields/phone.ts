import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { textual } from './textual.ts';

/** A telephone number: E.164 where it can be understood, else as typed. */
export const phone = textual({
  kind: 'phone',
  maxLength: 100,
  normalize: (text, context) => toE164(text, context?.defaultCountry),
});

/** E.164 where a number can be understood, else as it is. A number with an extension stays as typed: E.164 has no place for the extension. */
export function toE164(text: string, country: string | undefined): string {
  const key = `${country ?? ''} ${text}`;
  const before = understood.get(key);
  if (before !== undefined) return before;
  const number = read(text, country);
  if (understood.size >= REMEMBERED) understood.clear();
  understood.set(key, number);
  return number;
}

/** Numbers read last: a write looks at each several times, rows of a file hundreds of rows apart, and to read one takes a tenth of all that a row does. */
const understood = new Map<string, string>();
const REMEMBERED = 3_000;

function read(text: string, country: string | undefined): string {
  const known = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // Most of the world dials another country by 00; a number of ours that begins so is no number of that country.
  const abroad = /^\s*00(?=[1-9])/.test(text)
    ? parsePhoneNumberFromString(text.replace(/^\s*00/, '+'), { extract: false })
    : undefined;
  if (abroad?.isValid() && abroad.ext === undefined) return abroad.number;
  const number = parsePhoneNumberFromString(
    text,
    known ? { defaultCountry: known, extract: false } : { extract: false },
  );
  // One without its country must be a number of ours: any digits could be one of somewhere.
  const isNumber = /^\s*[+＋]/.test(text) ? number?.isPossible() : number?.isValid();
  return number && isNumber && number.ext === undefined ? number.number : text;
}
