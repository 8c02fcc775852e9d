import { MultiSelect } from '@mantine/core';
import { useFormats } from '../../i18n/locale.tsx';
import { offeredOptions } from '../options.ts';
import { asTexts, type EditorProps, orEmpty } from '../view.ts';

export function MultiSelectEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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
