import { TextInput } from '@mantine/core';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function TextEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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

function TextDisplay({ value }: DisplayProps) {
  return <span>{asText(value)}</span>;
}

export const text: FieldView = { Editor: TextEditor, Display: TextDisplay };
