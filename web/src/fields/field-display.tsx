import type { Field } from '@etapa/shared/definition/entity-type';
import type { Doc, JsonValue } from '@etapa/shared/fields/field';
import { FIELD_VIEWS } from './views.ts';

interface Props {
  field: Field;
  value: JsonValue | undefined;
  doc: Doc;
  titles?: { [recordId: string]: string };
  compact?: boolean;
}

/** A value as its kind shows it; nothing for an empty one. */
export function FieldDisplay({ field, value, ...rest }: Props) {
  if (value === undefined || value === null || value === '') return null;
  const { Display } = FIELD_VIEWS[field.kind];
  return <Display field={field} value={value} {...rest} />;
}
