import type { DuplicateKey } from './keys.ts';

/** How alike two values are: letter by letter, in another spelling, or but for a legal form that one of them lacks. */
export type Alike = 'same' | 'spelling' | 'form';

/** Why two records may be one. */
export interface Likeness {
  /** Field of the record looked at, and of the other. */
  field: string;
  otherField: string;
  /** See `DuplicateKey`; of other texts `value`. */
  sort: 'company' | 'name' | 'email' | 'phone' | 'url' | 'value';
  alike: Alike;
  value: string;
  otherValue: string;
}

/** A key with the value it was made of. */
export interface KeyedValue extends DuplicateKey {
  value: string;
}

const SORTS = new Set(['company', 'name', 'email', 'phone', 'url']);

/**
 * What two records have in common. Companies of one name under two legal forms are two companies; where one of them
 * has no form, they may be one.
 */
export function likenesses(own: readonly KeyedValue[], other: readonly KeyedValue[]): Likeness[] {
  const found: Likeness[] = [];
  for (const mine of own) {
    for (const theirs of other) {
      if (mine.sort !== theirs.sort || mine.key !== theirs.key) continue;
      if (mine.form !== theirs.form && mine.form !== '' && theirs.form !== '') continue;
      const alike =
        mine.form !== theirs.form ? 'form' : mine.value.trim() === theirs.value.trim() ? 'same' : 'spelling';
      const sort = SORTS.has(mine.sort) ? (mine.sort as Likeness['sort']) : 'value';
      found.push({
        field: mine.field,
        otherField: theirs.field,
        sort,
        alike,
        value: mine.value,
        otherValue: theirs.value,
      });
    }
  }
  return found;
}

/** Whether anything more speaks for it than a name of which one lacks the legal form. */
export const isLikely = (found: readonly Likeness[]): boolean => found.some(({ alike }) => alike !== 'form');
