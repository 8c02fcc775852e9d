import { boundFaults } from './date.ts';
import { secondsOf } from './duration-length.ts';
import { type FieldKindDefinition, isEmpty } from './kind.ts';
import { textOf } from './textual.ts';

/** A length of time, ISO 8601: `P14D`, `PT2H`. */
export const duration: FieldKindDefinition = {
  kind: 'duration',
  family: 'duration',
  many: false,
  feelType: 'duration',
  sortable: true,
  settings: [
    { key: 'min', type: 'text' },
    { key: 'max', type: 'text' },
  ],
  schema: () => ({ type: 'string', format: 'duration', maxLength: 50 }),
  normalize: (_field, value) => {
    if (isEmpty(value)) return undefined;
    return typeof value === 'string' ? value.trim().toUpperCase() : value;
  },
  check: (field, value) => {
    if (typeof value !== 'string' || secondsOf(value) === undefined) {
      const message = 'A duration is ISO 8601 in whole numbers, such as P14D or PT2H30M.';
      return [{ path: '', code: 'not_a_duration', message }];
    }
    return boundFaults(value, field.min, field.max, compareLengths);
  },
  parse: (_field, text) => {
    const plain = text.normalize('NFKC').trim();
    if (plain === '') return { ok: true };
    const value = secondsOf(plain.toUpperCase()) === undefined ? fromClock(plain) : plain.toUpperCase();
    if (value !== undefined) return { ok: true, value };
    return {
      ok: false,
      code: 'not_a_duration',
      message: `"${text}" is not a duration (expected such as P14D, PT2H or 2:30).`,
    };
  },
  format: (_field, value, { locale }) => {
    if (typeof value !== 'string' || secondsOf(value) === undefined) return textOf(value);
    return inWords(value, locale);
  },
  compare: (a, b) => compareLengths(String(a), String(b)),
  empty: isEmpty,
};

function compareLengths(a: string, b: string): number {
  return (secondsOf(a) ?? Number.NaN) - (secondsOf(b) ?? Number.NaN) || 0;
}

/** Hours and minutes as clocks and spreadsheets show them: `2:30`, `36:00:10`. */
function fromClock(text: string): string | undefined {
  const parts = /^(\d{1,6}):([0-5]\d)(?::([0-5]\d))?$/.exec(text);
  if (!parts) return undefined;
  const units = [`${Number(parts[1])}H`, `${Number(parts[2])}M`, `${Number(parts[3] ?? 0)}S`];
  const present = units.filter((unit) => !unit.startsWith('0'));
  return present.length === 0 ? 'PT0S' : `PT${present.join('')}`;
}

const UNITS: [RegExp, string][] = [
  [/^P(?:[^T]*?)(\d+)Y/, 'year'],
  [/^P(?:[^T]*?)(\d+)M/, 'month'],
  [/^P(?:[^T]*?)(\d+)W/, 'week'],
  [/^P(?:[^T]*?)(\d+)D/, 'day'],
  [/T(?:.*?)(\d+)H/, 'hour'],
  [/T(?:.*?)(\d+)M/, 'minute'],
  [/T(?:.*?)(\d+)S/, 'second'],
];

function inWords(duration: string, locale: string): string {
  const parts = UNITS.flatMap(([shape, unit]) => {
    const count = shape.exec(duration)?.[1];
    if (count === undefined) return [];
    return [new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(Number(count))];
  });
  return parts.join(' ');
}
