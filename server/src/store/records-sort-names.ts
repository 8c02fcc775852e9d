import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { FieldSettings } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { fieldExpression, sortExpression } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';

/** One column of a list's order. */
export interface SortKey {
  sql: string;
  type: 'text' | 'numeric' | 'boolean' | 'bigint' | 'uuid' | 'timestamptz';
  descending: boolean;
  /** Empty values come last, whichever the direction. */
  nullable: boolean;
}

const UUID = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

/** Tables that ids of a field lead to, with what people know their rows by. */
const NAMES: { [Kind in FieldSettings['kind']]?: [table: string, column: string] } = {
  user: ['users', 'name'],
  link: ['records', 'title'],
  file: ['files', 'name'],
};

/**
 * What lists sort by where the value itself means nothing to people: the name behind an id, the place that the
 * definition gives an option, or how many a list holds.
 *
 * @returns undefined for a field whose own values are sorted by
 */
export function namedSort(field: Field): Pick<SortKey, 'sql' | 'type'> | undefined {
  const { many, family } = kindOf(field);
  if (many || family === 'rows') {
    const json = `r.doc->${literal(field.key)}`;
    const count = `CASE WHEN jsonb_typeof(${json}) = 'array' THEN nullif(jsonb_array_length(${json}), 0) END`;
    return { sql: `(${count})::numeric`, type: 'numeric' };
  }
  if (field.kind === 'select' && field.options?.length) {
    const { value } = fieldExpression(field);
    return placeIn(
      field.options.map(({ key }) => key),
      value,
    );
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

/** Stages in the order they are passed through, funnel by funnel: what their keys say of the alphabet is nobody's order. */
export function stageSort({ funnels = [] }: EntityType): Pick<SortKey, 'sql' | 'type'> | undefined {
  const stages = funnels.flatMap((funnel) => funnel.stages.map((stage) => `${funnel.key}/${stage.key}`));
  return stages.length === 0 ? undefined : placeIn(stages, `r.funnel || '/' || r.stage`);
}

/** Where a value stands among others; nothing for one that is not among them. */
const placeIn = (values: readonly string[], value: string): Pick<SortKey, 'sql' | 'type'> => ({
  sql: `array_position(ARRAY[${values.map(literal).join(', ')}]::text[], ${value})::bigint`,
  type: 'bigint',
});
