import { useFormats } from '../i18n/locale.tsx';
import { durationText } from './iso-duration.ts';
import { SpanInput } from './span-input.tsx';
import { asText, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function DurationEditor({ value, onChange, onBlur, input }: EditorProps) {
  return <SpanInput value={asText(value)} onChange={onChange} onBlur={onBlur} input={input} />;
}

function DurationDisplay({ value }: DisplayProps) {
  const { language } = useFormats();
  return <span>{durationText(asText(value), language)}</span>;
}

export const duration: FieldView = { Editor: DurationEditor, Display: DurationDisplay };
