import type { FieldKind, FieldSettings, JsonValue } from './field.ts';
import { compareCodePoints } from './fold.ts';
import { type FieldKindDefinition, isEmpty, type Parsed, type ParseOptions } from './kind.ts';

/** The most values a field of several holds. */
const MOST = 1_000;

/** The kind that holds several values of another kind, each once, in the order given. */
export function several(kind: FieldKind, one: FieldKindDefinition): FieldKindDefinition {
  const normalize: FieldKindDefinition['normalize'] = (field, value, context) => {
    if (isEmpty(value)) return undefined;
    if (!Array.isArray(value)) return value;
    const kept = value.map((item) => one.normalize(field, item, context)).filter((item) => item !== undefined);
    const unique = [...new Map(kept.map((item) => [JSON.stringify(item), item])).values()];
    return unique.length === 0 ? undefined : unique;
  };
  return {
    ...one,
    kind,
    many: true,
    feelType: 'list',
    sortable: false,
    schema: (field) => ({
      type: 'array',
      items: one.schema(field),
      minItems: 1,
      maxItems: MOST,
      uniqueItems: true,
    }),
    normalize,
    check: (field, value, context) =>
      listOf(value).flatMap((item, index) =>
        one.check(field, item, context).map((fault) => ({ ...fault, path: `/${index}${fault.path}` })),
      ),
    parse: (field, text, options) => parseList(one, field, text, options),
    format: (field, value, context) =>
      listOf(value)
        .map((item) => one.format(field, item, context))
        .join(', '),
    compare: (a, b) => compareCodePoints(JSON.stringify(a), JSON.stringify(b)),
  };
}

function listOf(value: JsonValue | undefined): JsonValue[] {
  if (isEmpty(value) || value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** A text that is one value as a whole is that value; else values stand between semicolons, commas, bars or lines. */
function parseList(one: FieldKindDefinition, field: FieldSettings, text: string, options?: ParseOptions): Parsed {
  const whole = one.parse(field, text, options);
  if (whole.ok) return whole.value === undefined ? whole : { ok: true, value: [whole.value] };
  const values: JsonValue[] = [];
  for (const part of text.split(/[;,、，；|\n]/)) {
    const parsed = one.parse(field, part, options);
    if (!parsed.ok) return parsed;
    if (parsed.value !== undefined && !values.includes(parsed.value)) values.push(parsed.value);
  }
  return values.length === 0 ? { ok: true } : { ok: true, value: values };
}
