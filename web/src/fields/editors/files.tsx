import { FileInput } from '../file-input.tsx';
import { asTexts, type EditorProps, orEmpty } from '../view.ts';

export function FilesEditor({ value, onChange, input }: EditorProps) {
  return <FileInput value={asTexts(value)} onChange={(ids) => onChange(orEmpty(ids))} input={input} />;
}
