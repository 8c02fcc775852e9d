import { useFormats } from '../i18n/locale.tsx';
import { DecimalInput } from './decimal-input.tsx';
import { asNumber, type DisplayProps, type EditorProps, type FieldView } from './view.ts';

function IntegerEditor(props: EditorProps) {
  return <DecimalInput {...props} scale={0} />;
}

/** Without grouping: many whole numbers are years, codes and counts. */
function IntegerDisplay({ value }: DisplayProps) {
  const { number } = useFormats();
  const whole = asNumber(value) ?? 0;
  return <span>{number(whole, { useGrouping: Math.abs(whole) >= 10_000 })}</span>;
}

export const integer: FieldView = { Editor: IntegerEditor, Display: IntegerDisplay };
