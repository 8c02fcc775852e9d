import { useTranslation } from 'react-i18next';
import type { DisplayProps, FieldView } from './view.ts';

function BooleanDisplay({ value }: DisplayProps) {
  const { t } = useTranslation('fields');
  return <span>{value === true ? t('yes') : t('no')}</span>;
}

export const boolean: FieldView = { Display: BooleanDisplay };
