import type { FieldKind, FieldSettings, JsonValue } from './field.ts';
import { compareCodePoints, fold } from './fold.ts';
import { type FieldContext, type FieldKindDefinition, isEmpty, type JsonSchema } from './kind.ts';
import { textFaults } from './plain-text.ts';

interface TextualKind {
  kind: FieldKind;
  /** Keywords every value must meet, such as a pattern of the kind's own. */
  schema?: JsonSchema;
  /** Longest value when the field does not say, in characters. */
  maxLength: number;
  /** From trimmed, not empty text. */
  normalize?: (text: string, context: FieldContext | undefined, field: FieldSettings) => string;
  check?: FieldKindDefinition['check'];
  settings?: FieldKindDefinition['settings'];
}

const DUPLICATES = { key: 'duplicates', type: 'duplicates' } as const;

/** A kind whose values are text: they differ in what they accept and how they tidy it. */
export function textual(own: TextualKind): FieldKindDefinition {
  const normalize: FieldKindDefinition['normalize'] = (field, value, context) => {
    if (isEmpty(value)) return undefined;
    if (typeof value !== 'string') return value;
    const text = value.trim();
    return own.normalize ? own.normalize(text, context, field) : text;
  };
  return {
    kind: own.kind,
    family: 'text',
    many: false,
    feelType: 'string',
    sortable: true,
    settings: own.settings ?? [
      { key: 'maxLength', type: 'count' },
      { key: 'pattern', type: 'pattern' },
      ...(own.kind === 'longText' ? [] : [DUPLICATES]),
    ],
    schema: (field) => ({
      type: 'string',
      minLength: 1,
      maxLength: Math.min(field.maxLength ?? own.maxLength, own.maxLength),
      ...own.schema,
      ...patternOf(field, own.schema),
    }),
    normalize,
    check: (field, value, context) => [
      ...(typeof value === 'string' ? textFaults(value) : []),
      ...(own.check?.(field, value, context) ?? []),
    ],
    parse: (field, text, options) => ({ ok: true, value: normalize(field, text, options) }),
    format: (_field, value) => textOf(value),
    compare: (a, b) => compareTexts(textOf(a), textOf(b)),
    empty: isEmpty,
  };
}

/** The person's pattern, beside the kind's own where it has one. */
function patternOf(field: FieldSettings, own: JsonSchema | undefined): JsonSchema {
  if (field.pattern === undefined) return {};
  return own?.pattern === undefined ? { pattern: field.pattern } : { allOf: [{ pattern: field.pattern }] };
}

/** What can be shown of a value that should be text. */
export function textOf(value: JsonValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Order of texts for people: without case first, then as written so that the order is total. */
export function compareTexts(a: string, b: string): number {
  return compareCodePoints(fold(a), fold(b)) || compareCodePoints(a, b);
}
