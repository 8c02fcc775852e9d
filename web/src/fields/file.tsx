import { FileInput } from './file-input.tsx';
import { FileName } from './file-name.tsx';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function FileEditor({ value, onChange, input }: EditorProps) {
  const held = asText(value);
  return <FileInput single value={held ? [held] : []} onChange={(ids) => onChange(ids[0])} input={input} />;
}

function FileDisplay({ value, compact }: DisplayProps) {
  return <FileName id={asText(value)} plain={compact} />;
}

export const file: FieldView = { Editor: FileEditor, Display: FileDisplay };
