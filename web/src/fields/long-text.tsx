import { Text, Textarea } from '@mantine/core';
import { asText, type DisplayProps, type EditorProps, type FieldView, orEmpty } from './view.ts';

function LongTextEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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

function LongTextDisplay({ value, compact }: DisplayProps) {
  if (compact) return <span>{asText(value).replace(/\s+/g, ' ')}</span>;
  return (
    <Text component="span" size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {asText(value)}
    </Text>
  );
}

export const longText: FieldView = { Editor: LongTextEditor, Display: LongTextDisplay, wide: true };
