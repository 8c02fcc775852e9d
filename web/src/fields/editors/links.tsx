import { RecordPicker } from '../record-picker.tsx';
import { asTexts, type EditorProps, orEmpty } from '../view.ts';

export function LinksEditor({ field, value, onChange, onBlur, input }: EditorProps) {
  return (
    <RecordPicker
      entityType={field.target ?? ''}
      value={asTexts(value)}
      onChange={(ids) => onChange(orEmpty(ids))}
      onBlur={onBlur}
      input={input}
    />
  );
}
