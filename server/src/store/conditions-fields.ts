import { PART_SECONDS } from '@etapa/shared/fields/duration-length';
import type { FieldSettings } from '@etapa/shared/fields/field';
import type { Family } from '@etapa/shared/fields/kind';
import { kindOf } from '@etapa/shared/fields/kinds';
import { foldSql, literal } from './conditions-fold.ts';

/** Characters of a text that its index holds: far from what a btree entry can take, in any script. */
export const INDEXED_LENGTH = 200;

/** A field as SQL. Both expressions are immutable, and NULL where the value is absent or not of the kind. */
export interface FieldExpression {
  /** The value as it is: what is shown, grouped, summed, counted. */
  value: string;
  valueType: 'text' | 'numeric' | 'boolean' | 'jsonb';
  /** What lists sort by and indexes hold; conditions filter by it. Of rows and lists it means nothing. */
  sort: string;
  sortType: 'text' | 'numeric' | 'boolean';
}

/**
 * The SQL expressions that stand for a field of a document: the only ones, so that sorting, filters, reports and
 * expression indexes meet.
 *
 * @param doc the document's column: `r.doc` where records have the alias `r`, `doc` in an index
 */
export function fieldExpression(field: Pick<FieldSettings, 'key' | 'kind'>, doc = 'r.doc'): FieldExpression {
  const { family, many } = kindOf(field);
  const json = `${doc}->${literal(field.key)}`;
  if (many || family === 'rows') {
    const value = `CASE WHEN jsonb_typeof(${json}) = 'array' AND ${json} <> '[]' THEN ${json} END`;
    return { value, valueType: 'jsonb', sort: `(${value})::text`, sortType: 'text' };
  }
  const value = scalar(json, `${doc}->>${literal(field.key)}`, family);
  if (family === 'number') return { value, valueType: 'numeric', sort: value, sortType: 'numeric' };
  if (family === 'boolean') return { value, valueType: 'boolean', sort: value, sortType: 'boolean' };
  const numeric = family === 'duration';
  return { value, valueType: 'text', sort: sortExpression(value, family), sortType: numeric ? 'numeric' : 'text' };
}

/** A value of the family out of JSON; NULL for a value of another type. */
export function scalar(json: string, text: string, family: Family): string {
  if (family === 'number') return `CASE jsonb_typeof(${json}) WHEN 'number' THEN (${json})::numeric END`;
  if (family === 'boolean') return `CASE jsonb_typeof(${json}) WHEN 'boolean' THEN (${json})::boolean END`;
  return `CASE jsonb_typeof(${json}) WHEN 'string' THEN ${text} END`;
}

/** What a value given as SQL sorts by, and is compared by in conditions. */
export function sortExpression(value: string, family: Family): string {
  if (family === 'text') return `left(${foldSql(value)}, ${INDEXED_LENGTH}) COLLATE "und-x-icu"`;
  if (family === 'dateTime') return `rtrim(${value}, 'Z') COLLATE "C"`;
  if (family === 'duration') return durationSeconds(value);
  return family === 'number' || family === 'boolean' ? value : `(${value}) COLLATE "C"`;
}

const DURATION = [
  String.raw`^P(?=.)(?:(\d{1,8})Y)?(?:(\d{1,8})M)?(?:(\d{1,8})W)?(?:(\d{1,8})D)?`,
  String.raw`(?:T(?=\d)(?:(\d{1,8})H)?(?:(\d{1,8})M)?(?:(\d{1,8})S)?)?$`,
].join('');

/** Length in seconds, as `secondsOf` in `shared/src/fields/duration-length.ts` has it; NULL for what is no duration. */
function durationSeconds(value: string): string {
  const date = `split_part(${value}, 'T', 1)`;
  const time = `split_part(${value}, 'T', 2)`;
  const units = [...['Y', 'M', 'W', 'D'].map((unit) => [date, unit]), ...['H', 'M', 'S'].map((unit) => [time, unit])];
  const parts = units.map(([part, unit], index) => {
    return `coalesce(substring(${part} from '(\\d+)${unit}')::numeric, 0) * ${PART_SECONDS[index]}`;
  });
  return `CASE WHEN ${value} ~ '${DURATION}' THEN ${parts.join(' + ')} END`;
}

/**
 * The currency of a money field on its record, as SQL; NULL where every record has the field's own.
 *
 * @param fields of the same entity type
 */
export function currencyExpression(
  fields: readonly FieldSettings[],
  { currencyField }: FieldSettings,
  doc = 'r.doc',
): string | null {
  if (currencyField === undefined) return null;
  const field = fields.find(({ key }) => key === currencyField);
  return field ? `coalesce(${fieldExpression(field, doc).value}, '')` : `''`;
}

/**
 * The currency that lists sort an amount by before its number, as immutable SQL: amounts of different currencies cannot
 * be compared, so each currency stands by itself. NULL where there is no amount, so that the empty ones stay last.
 *
 * @returns null for a field whose amounts are all of one currency
 */
export function currencySort(fields: readonly FieldSettings[], field: FieldSettings, doc = 'r.doc'): string | null {
  const currency = currencyExpression(fields, field, doc);
  if (currency === null) return null;
  return `CASE WHEN ${fieldExpression(field, doc).value} IS NOT NULL THEN upper(${currency}) COLLATE "C" END`;
}
