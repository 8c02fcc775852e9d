import { useFormats } from '../i18n/locale.tsx';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function DateTimeDisplay({ value }: DisplayProps) {
  const { dateTime } = useFormats();
  return <span>{dateTime(asText(value))}</span>;
}

export const dateTime: FieldView = { Display: DateTimeDisplay };
