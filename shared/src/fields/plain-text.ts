import type { Fault } from './fault.ts';

/** Characters that JSON carries but no database keeps: refused, since dropping them would change the text. */
export function textFaults(text: string, path = ''): Fault[] {
  if (text.includes('\u0000')) {
    return [{ path, code: 'unstorable_text', message: 'The text holds a NUL character (U+0000).' }];
  }
  if (/\p{Surrogate}/u.test(text)) {
    return [{ path, code: 'unstorable_text', message: 'The text holds half of a surrogate pair.' }];
  }
  return [];
}
