import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type DisplayProps, type FieldView } from './view.ts';

function PercentDisplay({ field, value }: DisplayProps) {
  const { percent } = useFormats();
  return <span>{percent((asNumber(value) ?? 0) / 100, field.scale ?? 10)}</span>;
}

export const percent: FieldView = { Display: PercentDisplay };
