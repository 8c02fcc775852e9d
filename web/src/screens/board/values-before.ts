import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { sameJson } from '@etapa/shared/process/changes';
import { isReadOnly } from '../../fields/field-states.ts';

/** What undoing a move writes back: the fields it filled in, emptied or changed, except what Etapa computes itself. */
export function valuesBefore(type: EntityType, before: Doc, after: Doc): Doc | undefined {
  const doc: Doc = {};
  for (const field of type.fields) {
    if (isReadOnly(field)) continue;
    const { key } = field;
    if (!sameJson(before[key], after[key])) doc[key] = before[key] ?? null;
  }
  return Object.keys(doc).length > 0 ? doc : undefined;
}
