import { decimalsOf, hasTooManyDigits, MAX_DIGITS, MAX_NUMBER } from './decimal.ts';
import type { Fault } from './fault.ts';
import type { FieldKind, FieldSettings, JsonValue } from './field.ts';
import {
  type FieldContext,
  type FieldKindDefinition,
  type FormatContext,
  isEmpty,
  type SettingDefinition,
} from './kind.ts';
import { parseNumber } from './number-text.ts';
import { textOf } from './textual.ts';

interface NumericKind {
  kind: FieldKind;
  type: 'integer' | 'number';
  /** Decimals a value may have; undefined for as many as 15 digits allow. */
  scale: (field: FieldSettings, context?: FieldContext) => number | undefined;
  format?: (field: FieldSettings, value: number, context: FormatContext) => string;
  settings?: readonly SettingDefinition[];
}

/** A kind whose values are numbers. */
export function numeric(own: NumericKind): FieldKindDefinition {
  return {
    kind: own.kind,
    family: 'number',
    many: false,
    feelType: 'number',
    sortable: true,
    settings: [{ key: 'min', type: 'number' }, { key: 'max', type: 'number' }, ...(own.settings ?? [])],
    schema: (field) => ({
      type: own.type,
      minimum: typeof field.min === 'number' ? field.min : -MAX_NUMBER,
      maximum: typeof field.max === 'number' ? field.max : MAX_NUMBER,
    }),
    normalize: (_field, value) => {
      if (isEmpty(value)) return undefined;
      return value === 0 ? 0 : value;
    },
    check: (field, value, context) => (typeof value === 'number' ? numberFaults(value, own.scale(field, context)) : []),
    parse: (_field, text, options) => parseNumber(text, options?.decimal),
    format: (field, value, context) => {
      if (typeof value !== 'number') return textOf(value);
      return own.format ? own.format(field, value, context) : decimalText(value, context.locale);
    },
    compare: (a, b) => Number(a) - Number(b),
    empty: isEmpty,
  };
}

/** Typed numbers are never rounded behind a person's back: too many decimals or digits are refused. */
export function numberFaults(value: number, scale: number | undefined, path = ''): Fault[] {
  if (!Number.isFinite(value) || hasTooManyDigits(value)) {
    return [{ path, code: 'too_many_digits', message: `A number has at most ${MAX_DIGITS} digits.` }];
  }
  if (scale !== undefined && decimalsOf(value) > scale) {
    const allowed = scale === 0 ? 'no decimals' : `at most ${scale} decimals`;
    return [{ path, code: 'too_many_decimals', message: `The number may have ${allowed}.` }];
  }
  return [];
}

/** All digits of a number, grouped as the reader's language groups them. */
export function decimalText(value: number, locale: string, decimals?: number): string {
  const digits = { minimumFractionDigits: decimals ?? 0, maximumFractionDigits: Math.max(decimals ?? 0, 20) };
  return new Intl.NumberFormat(locale, digits).format(value);
}

/** A number out of a JSON value, for kinds that hold several. */
export function numberOf(value: JsonValue | undefined): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
