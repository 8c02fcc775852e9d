import type { Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';

/** How a field is to be set on many records. */
export type Setting =
  | { way: 'value'; value: JsonValue | undefined }
  | { way: 'empty' }
  /** So long after another date of the record. */
  | { way: 'after'; from: string; count: number; unit: Unit }
  | { way: 'formula'; formula: string };

export const UNITS = ['days', 'weeks', 'months', 'years'] as const;
export type Unit = (typeof UNITS)[number];
export type Way = Setting['way'];

/** One field and how it is set. */
export interface Row {
  id: number;
  field: string;
  setting: Setting;
}

const DESIGNATOR: { [Name in Unit]: (count: number) => string } = {
  days: (count) => `P${count}D`,
  weeks: (count) => `P${count * 7}D`,
  months: (count) => `P${count}M`,
  years: (count) => `P${count}Y`,
};

/** How a field can be set. */
export function waysOf(field: Field, dates: readonly Field[]): Way[] {
  const dated = field.kind === 'date' || field.kind === 'dateTime';
  return ['value', ...(dated && dates.length > 0 ? (['after'] as const) : []), 'formula', 'empty'];
}

/** A setting to begin with. */
export function firstSetting(way: Way, dates: readonly Field[]): Setting {
  switch (way) {
    case 'value':
      return { way, value: undefined };
    case 'empty':
      return { way };
    case 'after':
      return { way, from: dates[0]?.key ?? '', count: 3, unit: 'months' };
    case 'formula':
      return { way, formula: '= ' };
  }
}

/** What is sent: a value, null, or a formula. */
function sentFor(setting: Setting): JsonValue | undefined {
  switch (setting.way) {
    case 'value':
      return setting.value;
    case 'empty':
      return null;
    case 'after': {
      const { from, count, unit } = setting;
      return from === '' ? undefined : `= ${from} + duration("${DESIGNATOR[unit](count)}")`;
    }
    case 'formula': {
      const formula = setting.formula.trim().replace(/^=\s*/, '');
      return formula === '' ? undefined : `= ${formula}`;
    }
  }
}

/** The fields with their values; those half filled in are left out. */
export function docOf(rows: readonly Row[]): Doc {
  const doc: Doc = {};
  for (const { field, setting } of rows) {
    const value = sentFor(setting);
    if (field !== '' && value !== undefined) doc[field] = value;
  }
  return doc;
}

/** Whether every row says what its field becomes. */
export const isComplete = (rows: readonly Row[]): boolean =>
  rows.every(({ field, setting }) => field !== '' && sentFor(setting) !== undefined);
