import type { ConditionGroup } from '@etapa/shared/conditions/condition';
import type { EntityType, Field } from '@etapa/shared/definition/entity-type';
import type { Label } from '@etapa/shared/fields/field';

export interface FormSection {
  key: string;
  title: Label;
  fields: Field[];
  /** Fields side by side where there is room; as the form likes where absent. */
  columns?: number;
  visibleWhen?: ConditionGroup;
}

/**
 * Fields in the sections of the layout; those the layout forgot come last, so that nothing a record holds is hidden.
 *
 * @param only these fields alone, in one section and in this order
 */
export function formSections(type: EntityType, only?: readonly string[]): FormSection[] {
  const live = new Map(type.fields.filter((field) => !field.retired).map((field) => [field.key, field]));
  const pick = (keys: readonly string[]) => keys.flatMap((key) => live.get(key) ?? []);
  if (only) return [{ key: 'only', title: '', fields: pick(only) }];
  const sections = (type.layout?.sections ?? []).map((section, index) => ({
    key: String(index),
    title: section.title,
    fields: pick(section.fields),
    columns: section.columns,
    visibleWhen: section.visibleWhen,
  }));
  const placed = new Set(sections.flatMap((section) => section.fields.map((field) => field.key)));
  const rest = [...live.values()].filter((field) => !placed.has(field.key));
  if (rest.length > 0)
    sections.push({ key: 'rest', title: '', fields: rest, columns: undefined, visibleWhen: undefined });
  return sections.filter((section) => section.fields.length > 0);
}
