import type { ConditionEnvironment } from '@etapa/shared/conditions/context';
import type { FieldReference } from '@etapa/shared/conditions/reference';
import type { AddParam } from './conditions-compare.ts';
import { sortExpression } from './conditions-fields.ts';
import { exactFoldSql } from './conditions-fold.ts';
import type { ValueSource } from './conditions-source.ts';

/** A field's value in the form in which it is compared with another field. */
export function fieldComparable(
  { family }: FieldReference,
  source: ValueSource,
  other: FieldReference,
  { environment, param }: { environment: ConditionEnvironment; param: AddParam },
): string {
  const { value, type } = source;
  if (family === 'text') return `(${exactFoldSql(value)}) COLLATE "C"`;
  if (family === 'dateTime' && other.family === 'date') return dayText(value, type, param(environment.timeZone));
  if (type === 'timestamptz') return instantText(value);
  if (type === 'uuid') return `${value}::text COLLATE "C"`;
  return type === 'bigint' ? value : sortExpression(value, family);
}

/** A column's time as documents hold it, without the `Z`. */
function instantText(value: string): string {
  return `replace(to_char(${value} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS'), '.000', '') COLLATE "C"`;
}

/** The day a time falls on in a zone. */
function dayText(value: string, type: ValueSource['type'], zone: string): string {
  const day = (instant: string) => `to_char(${instant} AT TIME ZONE ${zone}::text, 'YYYY-MM-DD')`;
  if (type === 'timestamptz') return `${day(value)} COLLATE "C"`;
  const time = String.raw`'^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{3})?Z$'`;
  return `(CASE WHEN ${value} ~ ${time} THEN ${day(`(${value})::timestamptz`)} END) COLLATE "C"`;
}
