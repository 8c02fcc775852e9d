import { TextInput } from '@mantine/core';
import { asText, type EditorProps, orEmpty } from '../view.ts';

export function TextEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <TextInput
      {...input}
      value={asText(value)}
      maxLength={field.maxLength}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value))}
      onBlur={onBlur}
    />
  );
}
