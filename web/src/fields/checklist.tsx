import { Group, Progress, Stack, Text } from '@mantine/core';
import { checklistItems } from './checklist-items.ts';
import type { DisplayProps, FieldView } from './view.ts';

function ChecklistDisplay({ value, compact }: DisplayProps) {
  const items = checklistItems(value);
  const done = items.filter((item) => item.done).length;
  const summary = (
    <Group gap={6} wrap="nowrap" component="span" display="inline-flex">
      <Progress value={(done / Math.max(1, items.length)) * 100} w={48} size="sm" aria-hidden />
      <Text span size="xs">{`${done}/${items.length}`}</Text>
    </Group>
  );
  if (compact) return summary;
  return (
    <Stack gap={2}>
      {summary}
      {items.map((item, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
        <Text key={row} size="sm" td={item.done ? 'line-through' : undefined} c={item.done ? 'dimmed' : undefined}>
          {item.text}
        </Text>
      ))}
    </Stack>
  );
}

export const checklist: FieldView = { Display: ChecklistDisplay, wide: true };
