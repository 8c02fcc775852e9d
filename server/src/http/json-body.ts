import { RefusalError, refused } from '../services/refusal-error.ts';

/** Deepest nesting of arrays and objects that is taken. */
const MAX_DEPTH = 64;

const LONE_SURROGATE = /\p{Cs}/u;
const QUOTE = 34;
const BACKSLASH = 92;
const COLON = 58;

/**
 * Parses a JSON body so that what is kept is what was sent.
 *
 * @returns undefined for an empty body
 * @throws RefusalError `malformed` for what is not JSON, nests deeper than 64, names a key twice or `__proto__`, or
 *   holds what PostgreSQL cannot keep: NUL, lone surrogates, numbers beyond a double
 */
export function parseJson(text: string): unknown {
  if (text.trim() === '') return undefined;
  const shape = outline(text);
  if (shape.depth > MAX_DEPTH) throw refused('malformed', `The JSON nests deeper than ${MAX_DEPTH} levels.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw refused('malformed', 'The body is not valid JSON.');
  }
  const keys = checkValue(value, '');
  if (keys !== shape.colons) throw refused('malformed', 'An object of the body names the same key twice.');
  return value;
}

/** How deep the text nests and how many keys it writes, read without building anything. */
function outline(text: string): { depth: number; colons: number } {
  let depth = 0;
  let deepest = 0;
  let colons = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) {
      for (at++; at < text.length && text.charCodeAt(at) !== QUOTE; at++) {
        if (text.charCodeAt(at) === BACKSLASH) at++;
      }
    } else if (char === COLON) colons++;
    else if (char === 123 || char === 91) deepest = Math.max(deepest, ++depth);
    else if (char === 125 || char === 93) depth--;
  }
  return { depth: deepest, colons };
}

/** Refuses values that would not come back as sent; counts the object keys below. */
function checkValue(value: unknown, path: string): number {
  if (typeof value === 'string') checkText(value, path);
  else if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw fault(path, 'number_out_of_range', 'This number is too large to be kept.');
  } else if (Array.isArray(value)) {
    let keys = 0;
    for (const [index, item] of value.entries()) keys += checkValue(item, `${path}/${index}`);
    return keys;
  } else if (typeof value === 'object' && value !== null) {
    let keys = 0;
    for (const [key, item] of Object.entries(value)) {
      const below = `${path}/${pointerPart(key)}`;
      if (key === '__proto__') throw fault(below, 'unknown_key', 'This key is not allowed.');
      checkText(key, below);
      keys += 1 + checkValue(item, below);
    }
    return keys;
  }
  return 0;
}

/** @throws RefusalError for text PostgreSQL or UTF-8 cannot hold */
export function checkText(text: string, path: string): void {
  if (text.includes('\0')) throw fault(path, 'nul_character', 'Text must not contain the NUL character.');
  if (LONE_SURROGATE.test(text)) throw fault(path, 'lone_surrogate', 'Text must be well-formed Unicode.');
}

/** One part of a JSON Pointer, escaped (RFC 6901). */
export const pointerPart = (key: string): string =>
  key
    .replaceAll(/\p{Cs}/gu, '\uFFFD')
    .replaceAll('~', '~0')
    .replaceAll('/', '~1');

const fault = (path: string, code: string, message: string): RefusalError =>
  refused('malformed', message, [{ path, code, message }]);
