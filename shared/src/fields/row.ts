import type { JsonValue } from './field.ts';

/** One row of a field that holds a table. */
export type Row = { [column: string]: JsonValue };

export function isRow(value: JsonValue | undefined): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
