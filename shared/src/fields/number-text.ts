import Big from 'big.js';
import { hasTooManyDigits, MAX_DIGITS } from './decimal.ts';
import type { Parsed } from './kind.ts';

/**
 * A number as people and files write it: full-width digits, grouped thousands, a currency or per cent sign,
 * a minus of any sort or accounting parentheses. Never guesses: `1,5` is refused where the decimal mark is `.`, and so
 * is `0,335`, since no thousands begin with a nought.
 *
 * @param decimal the decimal mark; the other mark, spaces and apostrophes may stand between groups of three
 */
export function parseNumber(text: string, decimal: '.' | ',' = '.'): Parsed {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s\u00a0\u202f\u2009]+/g, ' ')
    .trim();
  if (plain === '') return { ok: true };
  const { sign, digits } = unsigned(plain);
  const grouping = decimal === '.' ? ',' : '.';
  const mark = decimal === '.' ? '\\.' : ',';
  const shape = new RegExp(
    `^(?:(\\d+)|([1-9]\\d{0,2}(?:([\\${grouping} '’_])\\d{3})(?:\\3\\d{3})*))?(?:${mark}(\\d*))?(?:[eE]([+-]?\\d{1,3}))?$`,
  );
  const match = shape.exec(digits);
  const whole = (match?.[1] ?? match?.[2] ?? '').replace(/\D/g, '');
  const fraction = match?.[4] ?? '';
  if (!match || whole + fraction === '') return no('not_a_number', `"${text}" is not a number.`);
  const value = new Big(`${sign}${whole || '0'}${fraction ? `.${fraction}` : ''}e${match[5] ?? '0'}`);
  const number = value.toNumber();
  if (value.c.length > MAX_DIGITS || hasTooManyDigits(number)) {
    return no('too_many_digits', `"${text}" has more than ${MAX_DIGITS} digits.`);
  }
  return { ok: true, value: number === 0 ? 0 : number };
}

/** Takes sign, currency and per cent marks off; currencies may stand before or after, with or without the sign. */
function unsigned(text: string): { sign: '' | '-'; digits: string } {
  const parentheses = /^\((.*)\)$/.exec(text);
  let rest = (parentheses?.[1] ?? text).trim();
  let negative = parentheses !== null;
  // In Shift_JIS the sign of the yen is the backslash.
  const unit =
    /^(?:US|CA|AU|NZ|HK|[ACSR])?[\p{Sc}]|^\\(?=-?\d)|^[A-Z]{3}(?=[\s\d-])|[\p{Sc}%]$|(?<=[\s\d])(?:[A-Z]{3}|円|руб\.?|грн\.?)$/u;
  // Bookkeepers of Japan put a triangle before what is missing.
  const minus = /^[-−–‐﹣－△▲]\s*|(?<=\d)\s*[-−–]$/u;
  for (let step = 0; step < 3; step++) {
    rest = rest.replace(unit, '').trim();
    if (!negative && minus.test(rest)) {
      rest = rest.replace(minus, '').trim();
      negative = true;
    }
  }
  return { sign: negative ? '-' : '', digits: rest.replace(/^\+\s*/, '') };
}

function no(code: string, message: string): Parsed {
  return { ok: false, code, message };
}
