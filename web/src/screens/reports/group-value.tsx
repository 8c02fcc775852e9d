import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import type { Grouping } from '@etapa/shared/reports/query';
import { Text } from '@mantine/core';
import { useColumnWords } from '../../conditions/column-words.ts';
import { RecordName } from '../../fields/record-name.tsx';

/** The name of a group: of a stage, an option, a person, a month, a linked record … */
export function GroupValue({ type, grouping, value }: { type: EntityType; grouping: Grouping; value: unknown }) {
  const words = useColumnWords(type);
  const text = words.value(grouping, (value ?? null) as JsonValue);
  if (value === null || value === undefined) return <Text c="dimmed">{text}</Text>;
  const field = type.fields.find((one) => one.key === grouping.field);
  if (field?.kind === 'link' && field.target) return <RecordName entityType={field.target} id={String(value)} />;
  return text;
}
