import { SpanInput } from '../span-input.tsx';
import { asText, type EditorProps } from '../view.ts';

export function DurationEditor({ value, onChange, onBlur, input }: EditorProps) {
  return <SpanInput value={asText(value)} onChange={onChange} onBlur={onBlur} input={input} />;
}
