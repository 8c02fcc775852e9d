import { FeelDate, FeelDateTime, FeelDuration, FeelTime } from 'feelin';
import { Temporal } from 'temporal-polyfill';
import { epochOf, isDate, storedTime } from '../fields/calendar.ts';
import type { FieldSettings, JsonValue } from '../fields/field.ts';
import { isRow } from '../fields/row.ts';
import { isEntries } from './types.ts';

/** Kinds that hold several things: empty is an empty list in a formula, so that it can be counted. */
const LISTS: ReadonlySet<string> = new Set(['multiSelect', 'users', 'links', 'files', 'lines', 'checklist']);

/** Columns of a product row, all there in a formula. */
export const LINE_COLUMNS = ['name', 'quantity', 'unitPrice', 'discountPercent', 'taxPercent', 'total'] as const;

/**
 * A stored value as formulas have it: days and times as FEEL's, times on the organisation's clock, links followed
 * one step, an empty field null.
 *
 * @param timeZone IANA name of the organisation's zone
 * @param follow gives a linked record by id and type as a formula sees it; links are ids where absent
 */
export function feelValue(
  value: JsonValue | undefined,
  field: FieldSettings,
  timeZone: string,
  follow?: (id: string, entityType: string) => unknown,
): unknown {
  if (value === undefined || value === null) return LISTS.has(field.kind) ? [] : null;
  const linked = (id: JsonValue | undefined): unknown =>
    typeof id === 'string' && follow && field.target !== undefined ? follow(id, field.target) : (id ?? null);
  switch (field.kind) {
    case 'date':
      return typeof value === 'string' && isDate(value) ? new FeelDate(Temporal.PlainDate.from(value)) : null;
    case 'dateTime':
      return typeof value === 'string' ? timeOf(value, timeZone) : null;
    case 'duration':
      return typeof value === 'string' ? durationOf(value) : null;
    case 'link':
      return linked(value);
    case 'links':
      return Array.isArray(value) ? value.map(linked) : [];
    case 'lines':
      return Array.isArray(value) ? value.map((row) => lineOf(row, linked)) : [];
    default:
      return value;
  }
}

function lineOf(row: JsonValue, linked: (id: JsonValue | undefined) => unknown): unknown {
  if (!isRow(row)) return row;
  const columns = LINE_COLUMNS.map((column) => [column, row[column] ?? null]);
  return { product: linked(row.product), ...Object.fromEntries(columns) };
}

/** A time as the organisation's clocks show it; null for what is none. */
export function timeOf(value: string, timeZone: string): FeelDateTime | null {
  const epoch = epochOf(value);
  if (epoch === undefined) return null;
  const zoned = Temporal.Instant.fromEpochMilliseconds(epoch).toZonedDateTimeISO(timeZone);
  return new FeelDateTime(zoned.toPlainDateTime(), timeZone);
}

function durationOf(value: string): FeelDuration | null {
  try {
    return new FeelDuration(Temporal.Duration.from(value), /^P[^T]*[YM]/.test(value) && !/[WDT]/.test(value));
  } catch {
    return null;
  }
}

/** The instant of a date and time, one without a zone being on the organisation's clock. */
export function instantOf(value: FeelDateTime, timeZone: string): string {
  const zoned = value.unwrap().toZonedDateTime(zoneOf(value) ?? timeZone);
  return storedTime(zoned.epochMilliseconds);
}

function zoneOf(value: FeelDateTime): string | null {
  return value.zone === 'Z' ? 'UTC' : value.zone;
}

/**
 * A FEEL value as JSON: dates as `YYYY-MM-DD`, times as ISO 8601 in UTC, durations as ISO 8601, functions null.
 * Lists and contexts in full: whoever made the value has paid for its size.
 */
export function jsonOf(value: unknown, timeZone: string): JsonValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null;
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, timeZone));
  if (value instanceof FeelDateTime) return instantOf(value, timeZone);
  if (value instanceof FeelDate || value instanceof FeelTime || value instanceof FeelDuration) return value.toString();
  if (!isEntries(value)) return null;
  const entries = Object.entries(value).map(([key, entry]) => [key, jsonOf(entry, timeZone)]);
  return Object.fromEntries(entries) as JsonValue;
}
