import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type DisplayProps, type FieldView } from './view.ts';

/** Without grouping: many whole numbers are years, codes and counts. */
function IntegerDisplay({ value }: DisplayProps) {
  const { number } = useFormats();
  const whole = asNumber(value) ?? 0;
  return <span>{number(whole, { useGrouping: Math.abs(whole) >= 10_000 })}</span>;
}

export const integer: FieldView = { Display: IntegerDisplay };
