import { Select } from '@mantine/core';
import { useFormats } from '../../i18n/locale.tsx';
import { offeredOptions } from '../options.ts';
import { asText, type EditorProps, orEmpty } from '../view.ts';

export function SelectEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  const { label } = useFormats();
  const held = asText(value);
  const data = offeredOptions(field, [held], label);
  return (
    <Select
      {...input}
      data={data}
      value={held || null}
      clearable={!input.withAsterisk}
      searchable={data.length > 8}
      checkIconPosition="right"
      onChange={(next) => onChange(orEmpty(next ?? ''))}
      onBlur={onBlur}
    />
  );
}
