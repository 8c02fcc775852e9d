import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { isId } from '@etapa/shared/fields/reference';

export interface Link {
  field: string;
  to: string;
}

/** Links that a document's `link` and `links` fields and the products of its rows make, in their order. */
function linksOf(definition: EntityType, doc: Doc): Link[] {
  const found: Link[] = [];
  for (const { key, kind } of definition.fields) {
    if (kind !== 'link' && kind !== 'links' && kind !== 'lines') continue;
    const value = doc[key];
    if (value === undefined || value === null) continue;
    const ids = new Set((Array.isArray(value) ? value : [value]).flatMap((each) => idIn(each)));
    for (const to of ids) found.push({ field: key, to });
  }
  return found;
}

/** What is no id is no link: a document of an earlier definition may hold a text here. */
function idIn(value: JsonValue): string[] {
  if (typeof value === 'string') return isId(value) ? [value] : [];
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [];
  return typeof value.product === 'string' ? idIn(value.product) : [];
}

/** What must be added and removed to come from one document's links to another's. */
export function linkChanges(
  definition: EntityType,
  before: Doc | null,
  after: Doc,
): { added: Link[]; removed: Link[] } {
  if (before === after) return { added: [], removed: [] };
  const name = ({ field, to }: Link): string => `${field} ${to}`;
  const had = before ? linksOf(definition, before) : [];
  const has = linksOf(definition, after);
  const hadNames = new Set(had.map(name));
  const hasNames = new Set(has.map(name));
  return {
    added: has.filter((link) => !hadNames.has(name(link))),
    removed: had.filter((link) => !hasNames.has(name(link))),
  };
}
