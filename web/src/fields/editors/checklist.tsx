import type { JsonValue } from '@etapa/shared/fields/field';
import { ActionIcon, Checkbox, Group, Input, Stack, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { checklistItems } from '../checklist-items.ts';
import type { EditorProps } from '../view.ts';

export function ChecklistEditor({ value, onChange, onBlur, input }: EditorProps) {
  const { t } = useTranslation('fields');
  const box = useRef<HTMLDivElement>(null);
  const items = checklistItems(value);
  const put = (next: typeof items) =>
    onChange(next.length > 0 ? next.map((item): JsonValue => ({ ...item })) : undefined);
  const focusRow = (row: number) =>
    requestAnimationFrame(() => box.current?.querySelectorAll<HTMLInputElement>('input[type=text]')[row]?.focus());
  const addAfter = (row: number) => {
    put([...items.slice(0, row + 1), { text: '', done: false }, ...items.slice(row + 1)]);
    focusRow(row + 1);
  };
  const remove = (row: number) => put(items.filter((_, index) => index !== row));
  return (
    <Input.Wrapper
      label={input.label}
      description={input.description}
      error={input.error}
      withAsterisk={input.withAsterisk}
      labelElement="div"
    >
      <Stack gap={4} ref={box}>
        {items.map((item, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no identity but their place.
          <Group key={row} gap="xs" wrap="nowrap">
            <Checkbox
              aria-label={item.text || t('checklist.item', { row: row + 1 })}
              checked={item.done}
              disabled={input.disabled}
              onChange={(event) => {
                const done = event.currentTarget.checked;
                put(items.map((other, index) => (index === row ? { ...other, done } : other)));
                onBlur?.();
              }}
            />
            <TextInput
              flex={1}
              variant="unstyled"
              aria-label={t('checklist.item', { row: row + 1 })}
              disabled={input.disabled}
              value={item.text}
              onChange={(event) => {
                const text = event.currentTarget.value;
                put(items.map((other, index) => (index === row ? { ...other, text } : other)));
              }}
              onBlur={onBlur}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
                  event.preventDefault();
                  addAfter(row);
                }
                if (event.key === 'Backspace' && item.text === '') {
                  event.preventDefault();
                  remove(row);
                  focusRow(Math.max(0, row - 1));
                }
              }}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={t('checklist.remove')}
              onClick={() => remove(row)}
            >
              <IconX size={14} />
            </ActionIcon>
          </Group>
        ))}
        <Group>
          <ActionIcon
            variant="light"
            size="md"
            aria-label={t('checklist.add')}
            disabled={input.disabled}
            onClick={() => addAfter(items.length - 1)}
          >
            <IconPlus size={16} />
          </ActionIcon>
        </Group>
      </Stack>
    </Input.Wrapper>
  );
}
