import { FileInput } from '../file-input.tsx';
import { asText, type EditorProps } from '../view.ts';

export function FileEditor({ value, onChange, input }: EditorProps) {
  const held = asText(value);
  return <FileInput single value={held ? [held] : []} onChange={(ids) => onChange(ids[0])} input={input} />;
}
