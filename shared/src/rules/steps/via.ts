import type { EntityType, Field } from '../../definition/entity-type.ts';

/** The records that a link leads to, or that point here. */
export interface Via {
  /** Their type. */
  type: EntityType;
  /** The link: of the record's own type, or of theirs. */
  field: Field;
  direction: 'out' | 'in';
}

/**
 * What `via` means: a link field of this type (`company`), or `type.field` of a type that links here
 * (`invoice.deal`).
 *
 * @returns undefined where there is no such link
 */
export function viaOf(
  via: string,
  definition: EntityType,
  typeOf: (entityType: string) => EntityType | undefined,
): Via | undefined {
  const dot = via.indexOf('.');
  const holder = dot < 0 ? definition : typeOf(via.slice(0, dot));
  const field = holder?.fields.find(({ key }) => key === via.slice(dot + 1));
  if (!holder || !field || (field.kind !== 'link' && field.kind !== 'links')) return undefined;
  if (dot >= 0) return field.target === definition.key ? { type: holder, field, direction: 'in' } : undefined;
  const type = field.target === undefined ? undefined : typeOf(field.target);
  return type && { type, field, direction: 'out' };
}
