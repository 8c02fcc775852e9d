import { RecordPicker } from '../record-picker.tsx';
import { asText, type EditorProps } from '../view.ts';

export function LinkEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  const held = asText(value);
  return (
    <RecordPicker
      single
      entityType={field.target ?? ''}
      value={held ? [held] : []}
      onChange={(ids) => onChange(ids[0])}
      onBlur={onBlur}
      input={input}
    />
  );
}
