import { lowerNewer } from './newer-case.ts';

/**
 * A text with its case taken away: two texts differ only in case exactly when their folds are equal.
 * Upper then lower case, as ẞ, ß and SS, or ﬁ and FI, only meet that way; final sigma is a sigma.
 * The very same in SQL is `server/src/store/conditions-fold.ts`.
 */
export function fold(text: string): string {
  return lowerNewer(text.toUpperCase().toLowerCase().replaceAll('ς', 'σ'));
}

/** Order of two texts by code point, as PostgreSQL's "C" collation orders UTF-8. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const left = a.charCodeAt(index);
    const right = b.charCodeAt(index);
    if (left !== right) return weight(left) - weight(right);
  }
  return a.length - b.length;
}

/** Puts surrogates, which begin code points above U+FFFF, after the private use area and what follows it. */
function weight(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
