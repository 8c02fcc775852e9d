import { TextInput } from '@mantine/core';
import { asText, type EditorProps, orEmpty } from '../view.ts';

export function EmailEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <TextInput
      {...input}
      type="email"
      inputMode="email"
      autoComplete="off"
      value={asText(value)}
      maxLength={field.maxLength}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value))}
      onBlur={onBlur}
    />
  );
}
