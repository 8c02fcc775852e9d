import { refused } from '../services/refusal-error.ts';

/**
 * Splits a query string. Bad percent-encoding is refused when the query is read, not here: Fastify would answer its
 * own way. A name given twice becomes an array, which no parameter takes.
 */
export function parseQueryString(text: string): { [name: string]: string | string[] | BadEncoding } {
  const query = Object.create(null) as { [name: string]: string | string[] | BadEncoding };
  for (const part of text.split('&')) {
    if (part === '') continue;
    const equals = part.indexOf('=');
    const name = decode(equals < 0 ? part : part.slice(0, equals));
    const value = equals < 0 ? '' : decode(part.slice(equals + 1));
    const key = typeof name === 'string' ? name : '%';
    const before = query[key];
    if (typeof name !== 'string' || typeof value !== 'string') query[key] = BAD_ENCODING;
    else if (before === undefined) query[key] = value;
    else if (typeof before === 'string') query[key] = [before, value];
    else if (Array.isArray(before)) before.push(value);
  }
  return query;
}

const BAD_ENCODING = Symbol('bad percent-encoding');
export type BadEncoding = typeof BAD_ENCODING;

function decode(text: string): string | BadEncoding {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return BAD_ENCODING;
  }
}

/** @throws RefusalError `malformed` when a part of the query is not valid percent-encoded UTF-8 */
export function checkEncoding(query: { [name: string]: unknown }): void {
  for (const value of Object.values(query)) {
    if (value === BAD_ENCODING) throw refused('malformed', 'The query string is not valid percent-encoded UTF-8.');
  }
}
