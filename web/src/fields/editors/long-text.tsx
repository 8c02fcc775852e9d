import { Textarea } from '@mantine/core';
import { asText, type EditorProps, orEmpty } from '../view.ts';

export function LongTextEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <Textarea
      {...input}
      autosize
      minRows={2}
      maxRows={12}
      value={asText(value)}
      maxLength={field.maxLength}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value))}
      onBlur={onBlur}
    />
  );
}
