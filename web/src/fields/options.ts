import type { Field } from '@etapa/shared/definition/entity-type';
import type { Label, Option } from '@etapa/shared/fields/field';

/** Options to offer: retired ones only where the record already holds them. */
export function offeredOptions(
  field: Field,
  held: readonly string[],
  label: (label: Label) => string,
): { value: string; label: string }[] {
  return (field.options ?? [])
    .filter((option) => !option.retired || held.includes(option.key))
    .map((option) => ({ value: option.key, label: label(option.label) }));
}

/** An option by key; one that the definition no longer has is shown by its key. */
export function optionOf(field: Field, key: string): Option {
  return field.options?.find((option) => option.key === key) ?? { key, label: key };
}
