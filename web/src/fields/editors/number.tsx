import { DecimalInput } from '../decimal-input.tsx';
import type { EditorProps } from '../view.ts';

export function NumberEditor(props: EditorProps) {
  return <DecimalInput {...props} />;
}
