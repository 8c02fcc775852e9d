import type { FieldReference } from '@etapa/shared/conditions/reference';
import { datasetOf } from '@etapa/shared/reports/dataset-fields';
import { fieldExpression, scalar } from './conditions-fields.ts';
import { literal } from './conditions-fold.ts';
import { systemExpression } from './conditions-system.ts';
import { datasetDocument } from './dataset-columns.ts';

/** Where the values of a field come from: one expression, or rows of a subquery when there may be several. */
export interface ValueSource {
  /** FROM items of the subquery; none when the value is the record's own and single. */
  from: string[];
  /** What a row must meet to have a value at all. */
  where: string[];
  value: string;
  type: 'text' | 'numeric' | 'boolean' | 'jsonb' | 'bigint' | 'uuid' | 'timestamptz';
}

/** Gives each alias of one statement once. */
export type Aliases = () => string;

const UUID = `'^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'`;

/**
 * @param seen the condition that a linked record of a type must meet to be read, as SQL over its alias
 * @param now ISO 8601; what rows of a report's dataset are held against, which stand beside the record as `d`
 */
export function valueSource(
  reference: FieldReference,
  alias: string,
  aliases: Aliases,
  seen: (entityType: string, alias: string) => string | undefined,
  now: string,
): ValueSource {
  const source: ValueSource = { from: [], where: [], value: '', type: 'text' };
  const holder = reference.link ? follow(reference.link, alias, aliases, seen, source, now) : alias;
  if (reference.source.kind === 'system') {
    // The column itself, which is indexed; a title that is empty is none.
    if (reference.source.field === '$title') {
      return { ...source, where: [...source.where, `${holder}.title <> ''`], value: `${holder}.title` };
    }
    if (reference.source.field === '$tags') {
      const items = aliases();
      return { ...source, from: [...source.from, `unnest(${holder}.tags) AS ${items}(item)`], value: `${items}.item` };
    }
    return { ...source, ...systemExpression(reference.source.field, reference.type, holder) };
  }
  const { field } = reference.source;
  if (!reference.many) {
    const { value, valueType } = fieldExpression(field, `${holder}.doc`);
    return { ...source, value, type: valueType };
  }
  const items = aliases();
  source.from.push(elements(`${holder}.doc->${literal(field.key)}`, items));
  return { ...source, value: scalar(`${items}.item`, `${items}.item #>> '{}'`, reference.family) };
}

/** Adds the records a link leads to and gives their alias. */
function follow(
  link: NonNullable<FieldReference['link']>,
  alias: string,
  aliases: Aliases,
  seen: (entityType: string, alias: string) => string | undefined,
  source: ValueSource,
  now: string,
): string {
  const linked = aliases();
  const entityType = link.target ?? '';
  let id = `${alias}.doc->>${literal(link.key)}`;
  if (link.kind === 'links') {
    const items = aliases();
    source.from.push(elements(`${alias}.doc->${literal(link.key)}`, items));
    id = `${items}.item #>> '{}'`;
  }
  const dataset = datasetOf(entityType);
  if (dataset) {
    source.from.push(`(SELECT ${datasetDocument(dataset, now)} AS doc) ${linked}`);
    return linked;
  }
  source.from.push(`records ${linked}`);
  source.where.push(
    `${linked}.id = CASE WHEN ${id} ~ ${UUID} THEN (${id})::uuid END`,
    `${linked}.entity_type = ${literal(entityType)}`,
  );
  const condition = seen(entityType, linked);
  if (condition !== undefined) source.where.push(`(${condition})`);
  return linked;
}

/** The elements of a JSON array as rows `item`; of anything else none. */
function elements(json: string, alias: string): string {
  return `jsonb_array_elements(CASE jsonb_typeof(${json}) WHEN 'array' THEN ${json} ELSE '[]' END) AS ${alias}(item)`;
}
