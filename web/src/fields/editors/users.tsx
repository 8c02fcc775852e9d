import { PeoplePicker } from '../person-picker.tsx';
import { asTexts, type EditorProps, orEmpty } from '../view.ts';

export function UsersEditor({ value, onChange, onBlur, input }: EditorProps) {
  return (
    <PeoplePicker value={asTexts(value)} onChange={(ids) => onChange(orEmpty(ids))} onBlur={onBlur} input={input} />
  );
}
