import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type DisplayProps, type FieldView } from './view.ts';

function NumberDisplay({ field, value }: DisplayProps) {
  const { number } = useFormats();
  return <span>{number(asNumber(value) ?? 0, { maximumFractionDigits: field.scale ?? 15 })}</span>;
}

export const number: FieldView = { Display: NumberDisplay };
