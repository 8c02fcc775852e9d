import { Group, MultiSelect } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';
import { OptionBadge } from './option-badge.tsx';
import { offeredOptions, optionOf } from './options.ts';
import { asTexts, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function MultiSelectEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  const { label } = useFormats();
  const held = asTexts(value);
  return (
    <MultiSelect
      {...input}
      data={offeredOptions(field, held, label)}
      value={held}
      searchable
      hidePickedOptions
      onChange={(next) => onChange(orEmpty(next))}
      onBlur={onBlur}
    />
  );
}

function MultiSelectDisplay({ field, value, compact }: DisplayProps) {
  const { label } = useFormats();
  const options = asTexts(value).map((key) => optionOf(field, key));
  if (compact) return <span>{options.map((option) => label(option.label)).join(', ')}</span>;
  return (
    <Group gap={4} component="span">
      {options.map((option) => (
        <OptionBadge key={option.key} option={option.color ? option : { ...option, color: 'gray' }} />
      ))}
    </Group>
  );
}

export const multiSelect: FieldView = { Editor: MultiSelectEditor, Display: MultiSelectDisplay };
