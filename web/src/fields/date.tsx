import { useFormats } from '../i18n/locale.tsx';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function DateDisplay({ value }: DisplayProps) {
  const { date } = useFormats();
  return <span>{date(asText(value))}</span>;
}

export const date: FieldView = { Display: DateDisplay };
