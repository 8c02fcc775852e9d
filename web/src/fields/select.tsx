import { Select } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';
import { OptionBadge } from './option-badge.tsx';
import { offeredOptions, optionOf } from './options.ts';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function SelectEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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

function SelectDisplay({ field, value }: DisplayProps) {
  return <OptionBadge option={optionOf(field, asText(value))} />;
}

export const select: FieldView = { Editor: SelectEditor, Display: SelectDisplay };
