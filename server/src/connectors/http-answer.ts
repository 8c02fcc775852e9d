import type { JsonValue } from '@etapa/shared/fields/field';

/** Deeper JSON is kept as the text it is: nobody means it, and walking it would exhaust the stack. */
const DEEPEST = 100;

/** The body of an answer: JSON where it says so and is, else text; null when there is none. */
export function answerBody(bytes: Buffer, contentType: string): JsonValue {
  if (bytes.length === 0) return null;
  const text = decode(bytes, contentType);
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(contentType) || nesting(text) > DEEPEST) return storable(text);
  try {
    return cleaned(JSON.parse(text));
  } catch {
    return storable(text);
  }
}

function decode(bytes: Buffer, contentType: string): string {
  const charset = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? 'utf-8';
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}

function nesting(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const character of text) {
    if (character === '[' || character === '{') deepest = Math.max(deepest, ++depth);
    else if (character === ']' || character === '}') depth -= 1;
  }
  return deepest;
}

function cleaned(value: JsonValue): JsonValue {
  if (typeof value === 'string') return storable(value);
  if (Array.isArray(value)) return value.map(cleaned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [storable(key), cleaned(each)]));
}

/** PostgreSQL keeps neither NUL nor halves of characters. */
const storable = (text: string): string => text.replaceAll('\0', '\uFFFD').replace(/\p{Cs}/gu, '\uFFFD');
