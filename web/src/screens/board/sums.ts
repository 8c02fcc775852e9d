import type { EntityType, Field } from '@etapa/shared/definition/entity-type';

/** Amounts worth summing over a column: money on the small card first, then other money; at most two. */
export function summedFields(type: EntityType): Field[] {
  const card = type.layout?.card ?? [];
  const money = type.fields.filter((field) => field.kind === 'money' && !field.retired);
  const place = (field: Field) => (card.includes(field.key) ? card.indexOf(field.key) : card.length);
  return money.toSorted((left, right) => place(left) - place(right)).slice(0, 2);
}
