import type { FieldSettings } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { fieldExpression, sortExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import type { SortKey } from './records-sort.ts';

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Tables that ids of a field lead to, with what people know their rows by. */
const NAMES: { [Kind in FieldSettings['kind']]?: [table: string, column: string] } = {
  user: ['users', 'name'],
  link: ['records', 'title'],
  file: ['files', 'name'],
};

/**
 * What lists sort by where the value itself means nothing to people: the name behind an id, or how many a list holds.
 *
 * @returns undefined for a field whose own values are sorted by
 */
export function namedSort(field: FieldSettings): Pick<SortKey, 'sql' | 'type'> | undefined {
  const { many, family } = kindOf(field);
  if (many || family === 'rows') {
    const json = `r.doc->${literal(field.key)}`;
    const count = `CASE WHEN jsonb_typeof(${json}) = 'array' THEN nullif(jsonb_array_length(${json}), 0) END`;
    return { sql: `(${count})::numeric`, type: 'numeric' };
  }
  const named = NAMES[field.kind];
  if (!named) return undefined;
  const [table, column] = named;
  const { value } = fieldExpression(field);
  const id = `CASE WHEN ${value} ~ '${UUID}' THEN (${value})::uuid END`;
  return {
    sql: `(SELECT ${sortExpression(`named.${column}`, 'text')} FROM ${table} named WHERE named.id = ${id})`,
    type: 'text',
  };
}
