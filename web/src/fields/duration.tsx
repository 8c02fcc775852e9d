import { useFormats } from '../i18n/locale.tsx';
import { durationText } from './iso-duration.ts';
import { asText, type DisplayProps, type FieldView } from './view.ts';

function DurationDisplay({ value }: DisplayProps) {
  const { language } = useFormats();
  return <span>{durationText(asText(value), language)}</span>;
}

export const duration: FieldView = { Display: DurationDisplay };
