import { PersonBadge } from './person-badge.tsx';
import { PersonPicker } from './person-picker.tsx';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function UserEditor({ value, onChange, onBlur, input }: EditorProps) {
  return (
    <PersonPicker
      value={asText(value) || null}
      onChange={(id) => onChange(id ?? undefined)}
      onBlur={onBlur}
      input={input}
    />
  );
}

function UserDisplay({ value }: DisplayProps) {
  return <PersonBadge id={asText(value)} />;
}

export const user: FieldView = { Editor: UserEditor, Display: UserDisplay };
