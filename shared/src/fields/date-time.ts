import { Temporal } from 'temporal-polyfill';
import { epochOf, storedTime } from './calendar.ts';
import { boundFaults, formHint } from './date.ts';
import { readTime } from './date-text.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textOf } from './textual.ts';

/** An instant: written with any offset, kept in UTC to the millisecond. */
export const dateTime: FieldKindDefinition = {
  kind: 'dateTime',
  family: 'dateTime',
  many: false,
  feelType: 'date and time',
  sortable: true,
  settings: [
    { key: 'min', type: 'date' },
    { key: 'max', type: 'date' },
  ],
  schema: () => ({ type: 'string', format: 'date-time' }),
  normalize: (_field, value) => {
    if (isEmpty(value)) return undefined;
    if (typeof value !== 'string') return value;
    const epoch = epochOf(value.trim());
    return epoch === undefined ? value.trim() : storedTime(epoch);
  },
  check: (field, value) => {
    if (typeof value !== 'string' || epochOf(value) === undefined) {
      return [{ path: '', code: 'not_a_time', message: 'A time is ISO 8601 with an offset, years 0001 to 9999.' }];
    }
    return boundFaults(value, field.min, field.max, compareTimes);
  },
  parse: (_field, text, options) => {
    if (text.trim() === '') return { ok: true };
    const read = readTime(text, options?.dateFormat);
    if (!read)
      return { ok: false, code: 'not_a_time', message: `"${text}" is not a time${formHint(options?.dateFormat)}.` };
    if (read.epoch !== undefined) return { ok: true, value: storedTime(read.epoch) };
    const local = Temporal.PlainDateTime.from(`${read.date}T${read.time ?? '00:00:00'}`);
    return { ok: true, value: storedTime(local.toZonedDateTime(options?.timeZone ?? 'UTC').epochMilliseconds) };
  },
  format: (_field, value, { locale, timeZone }) => {
    const epoch = typeof value === 'string' ? epochOf(value) : undefined;
    if (epoch === undefined) return textOf(value);
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(epoch);
  },
  compare: (a, b) => compareTimes(String(a), String(b)),
  empty: isEmpty,
};

function compareTimes(a: string, b: string): number {
  return (epochOf(a) ?? Number.NaN) - (epochOf(b) ?? Number.NaN) || 0;
}
