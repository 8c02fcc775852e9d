import { dayOf, isDate } from './calendar.ts';
import { readTime } from './date-text.ts';
import type { Fault } from './fault.ts';
import { compareCodePoints } from './fold.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textOf } from './textual.ts';

/** A day of the calendar, without a zone. */
export const date: FieldKindDefinition = {
  kind: 'date',
  family: 'date',
  many: false,
  feelType: 'date',
  sortable: true,
  settings: [
    { key: 'min', type: 'date' },
    { key: 'max', type: 'date' },
  ],
  schema: () => ({ type: 'string', format: 'date' }),
  normalize: (_field, value) => (isEmpty(value) ? undefined : typeof value === 'string' ? value.trim() : value),
  check: (field, value) => {
    if (typeof value !== 'string' || !isDate(value)) {
      return [{ path: '', code: 'not_a_date', message: 'A date is a day of the years 0001 to 9999, YYYY-MM-DD.' }];
    }
    return boundFaults(value, field.min, field.max, compareCodePoints);
  },
  parse: (_field, text, options) => {
    if (text.trim() === '') return { ok: true };
    const read = readTime(text, options?.dateFormat);
    if (!read)
      return { ok: false, code: 'not_a_date', message: `"${text}" is not a date${formHint(options?.dateFormat)}.` };
    return { ok: true, value: read.epoch === undefined ? read.date : dayOf(read.epoch, options?.timeZone ?? 'UTC') };
  },
  format: (_field, value, { locale }) => {
    if (typeof value !== 'string' || !isDate(value)) return textOf(value);
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(`${value}T00:00:00Z`),
    );
  },
  compare: (a, b) => compareCodePoints(String(a), String(b)),
  empty: isEmpty,
};

/** What a reader of a refusal should have written. */
export function formHint(dateFormat: string | undefined): string {
  return dateFormat === undefined ? ' (expected YYYY-MM-DD)' : ` of the form ${dateFormat}`;
}

/** Whether a text value lies outside its field's bounds, by the kind's own order. */
export function boundFaults(
  value: string,
  min: number | string | undefined,
  max: number | string | undefined,
  compare: (a: string, b: string) => number,
): Fault[] {
  const faults: Fault[] = [];
  if (typeof min === 'string' && compare(value, min) < 0) {
    faults.push({ path: '', code: 'minimum', message: `The value must not be before ${min}.` });
  }
  if (typeof max === 'string' && compare(value, max) > 0) {
    faults.push({ path: '', code: 'maximum', message: `The value must not be after ${max}.` });
  }
  return faults;
}
