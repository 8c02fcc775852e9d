import { RecordName } from './record-name.tsx';
import { RecordPicker } from './record-picker.tsx';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function LinkEditor({ field, value, onChange, onBlur, input }: EditorProps) {
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

function LinkDisplay({ field, value, titles, compact }: DisplayProps) {
  const id = asText(value);
  return <RecordName entityType={field.target ?? ''} id={id} title={titles?.[id]} plain={compact} />;
}

export const link: FieldView = { Editor: LinkEditor, Display: LinkDisplay };
