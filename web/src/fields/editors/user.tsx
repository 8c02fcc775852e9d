import { PersonPicker } from '../person-picker.tsx';
import { asText, type EditorProps } from '../view.ts';

export function UserEditor({ value, onChange, onBlur, input }: EditorProps) {
  return (
    <PersonPicker
      value={asText(value) || null}
      onChange={(id) => onChange(id ?? undefined)}
      onBlur={onBlur}
      input={input}
    />
  );
}
