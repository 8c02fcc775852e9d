import Big from 'big.js';
import { FeelDate, FeelDateTime, FeelDuration } from 'feelin';
import { epochOf, isDate, storedTime } from '../fields/calendar.ts';
import { moneyScale } from '../fields/currency.ts';
import { MAX_DIGITS, MAX_NUMBER, roundHalfUp } from '../fields/decimal.ts';
import { secondsOf } from '../fields/duration-length.ts';
import type { Doc, FieldSettings, JsonValue } from '../fields/field.ts';
import { kindOf } from '../fields/kinds.ts';
import { isEntries } from './types.ts';
import { instantOf, jsonOf } from './values.ts';

export interface KindContext {
  /** IANA name: where a day begins when a date becomes a time. */
  timeZone: string;
  /** ISO 4217: of money whose field names no currency. */
  currency?: string;
  /** The document, for `currencyField`. */
  doc?: Doc;
}

export type Converted = { ok: true; value: JsonValue | null } | { ok: false; reason: string };

/**
 * The result of a formula as its field stores it. Numbers are brought to the field's scale, half up, from their
 * shortest decimal form, and to 15 digits.
 *
 * @returns null for nothing; the reason where the result is of another kind. Lengths, bounds and options are the
 *   field's own checks, not asked here
 */
export function toKind(value: unknown, field: FieldSettings, context: KindContext): Converted {
  if (value === null || value === undefined) return { ok: true, value: null };
  const converted = convert(value, field, context);
  if (converted === undefined) {
    return { ok: false, reason: `The result is not ${NAMES[field.kind] ?? 'a text'}: ${shown(value, context)}` };
  }
  return { ok: true, value: kindOf(field).normalize(field, converted, context) ?? null };
}

const NAMES: { [kind: string]: string } = {
  integer: 'a number',
  number: 'a number',
  money: 'a number',
  percent: 'a number',
  boolean: 'true or false',
  date: 'a date',
  dateTime: 'a date and time',
  duration: 'a duration of whole seconds, not negative',
  multiSelect: 'a list of options',
  user: 'a person',
  users: 'a list of people',
  link: 'a record',
  links: 'a list of records',
  file: 'a file',
  files: 'a list of files',
  lines: 'a list of product rows',
  checklist: 'a list of things to tick off',
};

function shown(value: unknown, { timeZone }: KindContext): string {
  const text = JSON.stringify(jsonOf(value, timeZone));
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

/** Undefined where the value is of another kind. */
function convert(value: unknown, field: FieldSettings, context: KindContext): JsonValue | undefined {
  switch (field.kind) {
    case 'integer':
    case 'number':
    case 'money':
    case 'percent':
      return numberOf(value, scaleOf(field, context));
    case 'boolean':
      return typeof value === 'boolean' ? value : undefined;
    case 'date':
      return dateOf(value, context.timeZone);
    case 'dateTime':
      return timeOf(value, context.timeZone);
    case 'duration':
      return durationOf(value);
    case 'user':
    case 'link':
    case 'file':
      return idOf(value);
    case 'users':
    case 'links':
    case 'files':
    case 'multiSelect':
      return idsOf(value);
    case 'lines':
    case 'checklist':
      return rowsOf(value, context);
    default:
      return typeof value === 'string' ? value : undefined;
  }
}

function scaleOf(field: FieldSettings, context: KindContext): number | undefined {
  if (field.kind === 'integer') return 0;
  return field.kind === 'money' ? moneyScale(field, context) : field.scale;
}

function numberOf(value: unknown, scale: number | undefined): number | undefined {
  if (typeof value !== 'number' || !Number.isFinite(value) || Math.abs(value) > MAX_NUMBER) return undefined;
  const rounded = scale === undefined ? value : roundHalfUp(value, scale);
  return new Big(rounded).prec(MAX_DIGITS, Big.roundHalfUp).toNumber();
}

function dateOf(value: unknown, timeZone: string): string | undefined {
  if (value instanceof FeelDate) return inYears(value.toString());
  if (value instanceof FeelDateTime) {
    const day = value.zone === null ? value.unwrap().toPlainDate() : localDay(value, timeZone);
    return inYears(day.toString());
  }
  return typeof value === 'string' && isDate(value) ? value : undefined;
}

const localDay = (value: FeelDateTime, timeZone: string) =>
  value
    .unwrap()
    .toZonedDateTime(value.zone ?? timeZone)
    .withTimeZone(timeZone)
    .toPlainDate();

/** Years 0001 to 9999 only. */
const inYears = (date: string): string | undefined => (isDate(date) ? date : undefined);

function timeOf(value: unknown, timeZone: string): string | undefined {
  if (value instanceof FeelDateTime) return stored(instantOf(value, timeZone));
  if (value instanceof FeelDate) {
    return stored(storedTime(value.unwrap().toZonedDateTime(timeZone).epochMilliseconds));
  }
  return typeof value === 'string' ? stored(value) : undefined;
}

function stored(time: string): string | undefined {
  const epoch = epochOf(time);
  return epoch === undefined ? undefined : storedTime(epoch);
}

function durationOf(value: unknown): string | undefined {
  const text = value instanceof FeelDuration ? value.toString() : value;
  return typeof text === 'string' && secondsOf(text) !== undefined ? text : undefined;
}

/** An id, or a linked record, which formulas have with its fields. */
function idOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return isEntries(value) && typeof value.id === 'string' ? value.id : undefined;
}

function idsOf(value: unknown): string[] | undefined {
  const ids = (Array.isArray(value) ? value : [value]).filter((item) => item !== null).map(idOf);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}

function rowsOf(value: unknown, context: KindContext): JsonValue[] | undefined {
  if (!Array.isArray(value) || !value.every(isEntries)) return undefined;
  return value.map((row) => {
    const entries = Object.entries(row).filter(([, cell]) => cell !== null);
    return jsonOf(
      Object.fromEntries(entries.map(([key, cell]) => [key, key === 'product' ? idOf(cell) : cell])),
      context.timeZone,
    );
  });
}
