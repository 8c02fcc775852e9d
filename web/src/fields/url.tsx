import { Anchor, TextInput } from '@mantine/core';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function UrlEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <TextInput
      {...input}
      type="url"
      inputMode="url"
      autoComplete="off"
      value={asText(value)}
      maxLength={field.maxLength}
      onChange={(event) => onChange(orEmpty(event.currentTarget.value))}
      onBlur={onBlur}
    />
  );
}

function UrlDisplay({ value, compact }: DisplayProps) {
  // Only web addresses are opened: a stored `javascript:` would run as this reader.
  if (compact || !/^https?:\/\//i.test(asText(value))) return <span>{asText(value)}</span>;
  return (
    <Anchor href={asText(value)} target="_blank" rel="noreferrer noopener">
      {asText(value)}
    </Anchor>
  );
}

export const url: FieldView = { Editor: UrlEditor, Display: UrlDisplay };
