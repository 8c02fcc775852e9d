import { currencyOf } from '@etapa/shared/fields/currency';
import { useFormats } from '../i18n/locale.tsx';
import { asNumber, type DisplayProps, type FieldView } from './view.ts';

function MoneyDisplay({ field, value, doc }: DisplayProps) {
  const { money } = useFormats();
  return <span>{money(asNumber(value) ?? 0, currencyOf(field, { doc }))}</span>;
}

export const money: FieldView = { Display: MoneyDisplay };
