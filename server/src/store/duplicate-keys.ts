import type { EntityType } from '@etapa/shared/definition/entity-type';
import { comparedFields } from '@etapa/shared/duplicates/checks';
import { duplicateKeys } from '@etapa/shared/duplicates/keys';
import type { Doc } from '@etapa/shared/fields/field';

/** A row of `duplicate_keys` to be put, or, with a null key, to go. */
export interface KeyChange {
  record_id: string;
  field: string;
  sort: string | null;
  key: string | null;
  form: string | null;
}

interface Kept {
  id: string;
  doc: Doc;
}

/** What a write of a record changes of its keys; nothing where no field of theirs changed. */
export function keyChanges(definition: EntityType, before: Kept | null, next: Kept): KeyChange[] {
  const compared = comparedFields(definition);
  if (!compared.some(({ field }) => before?.doc[field.key] !== next.doc[field.key])) return [];
  const had = new Map(before ? duplicateKeys(definition, before.doc).map((key) => [key.field, key]) : []);
  const has = duplicateKeys(definition, next.doc);
  const kept = new Set(has.map(({ field }) => field));
  const put = has.filter((key) => {
    const old = had.get(key.field);
    return !old || old.sort !== key.sort || old.key !== key.key || old.form !== key.form;
  });
  return [
    ...put.map(({ field, sort, key, form }) => ({ record_id: next.id, field, sort, key, form })),
    ...[...had.keys()]
      .filter((field) => !kept.has(field))
      .map((field) => ({ record_id: next.id, field, sort: null, key: null, form: null })),
  ];
}
