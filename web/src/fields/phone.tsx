import { Anchor, TextInput } from '@mantine/core';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function PhoneEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <TextInput
      {...input}
      type="tel"
      inputMode="tel"
      autoComplete="off"
      value={asText(value)}
      maxLength={field.maxLength}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value))}
      onBlur={onBlur}
    />
  );
}

function PhoneDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value)}</span>;
  return <Anchor href={`tel:${asText(value)}`}>{asText(value)}</Anchor>;
}

export const phone: FieldView = { Editor: PhoneEditor, Display: PhoneDisplay };
