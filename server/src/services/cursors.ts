import type { CursorValues, Page, PageRequest } from '../store/keyset.ts';
import { refused } from './refusal-error.ts';

/** What a value of a cursor must be, so that a forged one is refused before it meets SQL. */
export type CursorKind = 'id' | 'digits' | 'text' | 'time' | 'number' | 'boolean' | 'time?' | 'number?' | 'text?';

const CHECKS: { [Kind in CursorKind]: (value: unknown) => boolean } = {
  id: (value) => typeof value === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value),
  digits: (value) => typeof value === 'string' && /^\d{1,18}$/.test(value),
  text: (value) => typeof value === 'string' && !/\0|\p{Cs}/u.test(value),
  time: (value) =>
    typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]{8,15}Z$/.test(value) && !Number.isNaN(Date.parse(value)),
  number: (value) => typeof value === 'number' && Number.isSafeInteger(value),
  boolean: (value) => typeof value === 'boolean',
  'time?': (value) => value === null || CHECKS.time(value),
  'number?': (value) => value === null || CHECKS.number(value),
  'text?': (value) => value === null || CHECKS.text(value),
};

/** Values as an opaque cursor. */
export const writeCursor = (values: CursorValues): string => Buffer.from(JSON.stringify(values)).toString('base64url');

/**
 * @param kinds what the list is sorted by
 * @throws RefusalError `malformed` for a cursor that this list did not give
 */
export function readCursor(cursor: string, kinds: readonly CursorKind[]): CursorValues {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    values = null;
  }
  const fits =
    Array.isArray(values) && values.length === kinds.length && kinds.every((kind, at) => CHECKS[kind](values[at]));
  if (!fits) {
    const message = 'The cursor is not one that this list gave.';
    throw refused('malformed', message, [{ path: '/cursor', code: 'bad_cursor', message }]);
  }
  return values as CursorValues;
}

/** The page a query asks for. `limit` is 50 unless told. */
export function pageRequest(query: { limit?: number; cursor?: string }, kinds: readonly CursorKind[]): PageRequest {
  return { limit: query.limit ?? 50, after: query.cursor === undefined ? null : readCursor(query.cursor, kinds) };
}

/** A page as lists answer it. */
export function listAnswer<T>(page: Page<T>): { items: T[]; nextCursor: string | null } {
  return { items: page.items, nextCursor: page.next && writeCursor(page.next) };
}
