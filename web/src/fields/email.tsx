import { Anchor, TextInput } from '@mantine/core';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function EmailEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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

function EmailDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value)}</span>;
  return <Anchor href={`mailto:${asText(value)}`}>{asText(value)}</Anchor>;
}

export const email: FieldView = { Editor: EmailEditor, Display: EmailDisplay };
