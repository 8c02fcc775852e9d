import type { EntityType, Field } from '@etapa/shared/definition/entity-type';

/** Amounts worth summing over a column: the money on the small card, at most two; else the first money there is. */
export function summedFields(type: EntityType): Field[] {
  const money = type.fields.filter((field) => field.kind === 'money' && !field.retired);
  const shown = (type.layout?.card ?? []).flatMap((key) => money.find((field) => field.key === key) ?? []);
  return (shown.length > 0 ? shown : money.slice(0, 1)).slice(0, 2);
}
