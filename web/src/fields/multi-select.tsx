import { Group } from '@mantine/core';
import { useFormats } from '../i18n/locale.tsx';
import { OptionBadge } from './option-badge.tsx';
import { optionOf } from './options.ts';
import { asTexts, type DisplayProps, type FieldView } from './view.ts';

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

export const multiSelect: FieldView = { Display: MultiSelectDisplay };
