import { useFormats } from '../i18n/locale.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { asNumber, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function NumberEditor(props: EditorProps) {
  return <DecimalInput {...props} scale={props.field.scale} />;
}

function NumberDisplay({ field, value }: DisplayProps) {
  const { number } = useFormats();
  return <span>{number(asNumber(value) ?? 0, { maximumFractionDigits: field.scale ?? 15 })}</span>;
}

export const number: FieldView = { Editor: NumberEditor, Display: NumberDisplay };
