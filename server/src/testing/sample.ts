/** The part of JSON Schema that the schemas of calls use. */
export interface Schema {
  type?: string;
  properties?: { [key: string]: Schema };
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  format?: string;
  pattern?: string;
  minimum?: number;
  minLength?: number;
  minItems?: number;
}

/** Texts for patterns that a plain word does not fit. */
const TEXTS = [
  'a text of ten and more',
  'ann@example.com',
  'EUR',
  'FI',
  'en',
  '09:00',
  'key1',
  '1',
  '2031-01-01',
  'P1D',
  '#aabbcc',
];

/** A value that fits a schema, every property filled. What no schema describes is an empty object. */
export function sample(schema: Schema): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [branch] = schema.anyOf ?? schema.oneOf ?? [];
  if (branch) return sample(branch);
  if (schema.type === 'string') return sampleText(schema);
  if (schema.type === 'integer' || schema.type === 'number') return Math.max(1, schema.minimum ?? 1);
  if (schema.type === 'boolean') return true;
  if (schema.type === 'null') return null;
  if (schema.type === 'array') return schema.items ? [sample(schema.items)] : [];
  const properties = Object.entries(schema.properties ?? {});
  return Object.fromEntries(properties.map(([key, each]) => [key, sample(each)]));
}

function sampleText({ format, pattern, minLength = 0 }: Schema): string {
  if (format === 'uuid') return '00000000-0000-7000-8000-000000000000';
  if (format === 'date-time') return '2031-01-01T00:00:00Z';
  if (format === 'date') return '2031-01-01';
  if (pattern === undefined) return 'a text'.padEnd(minLength, '!');
  const matches = new RegExp(pattern, 'u');
  const found = TEXTS.find((text) => text.length >= minLength && matches.test(text));
  if (found === undefined) throw new Error(`No sample text fits ${pattern}: add one.`);
  return found;
}

/** A place in a JSON value: the keys that lead there. */
export type Place = readonly (string | number)[];

/** Every place of a value, the value itself first. */
export function placesOf(value: unknown, place: Place = []): Place[] {
  if (typeof value !== 'object' || value === null) return [place];
  return [place, ...Object.entries(value).flatMap(([key, below]) => placesOf(below, [...place, key]))];
}

export function valueAt(value: unknown, place: Place): unknown {
  return place.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? (at as { [key: string]: unknown })[key] : undefined),
    value,
  );
}

/** The value with another one at a place. */
export function withAt(value: unknown, place: Place, other: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) return other;
  const copy = structuredClone(value) as { [key: string]: unknown };
  copy[key] = withAt(copy[key], rest, other);
  return copy;
}
