import type { Days } from '@etapa/shared/reports/periods';
import { DatePickerInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

interface Props extends Days {
  label: string;
  onChange: (days: Days) => void;
}

/** A first and a last day, either of which may be left open. */
export function DayRange({ label, from, to, onChange }: Props) {
  const { t } = useTranslation('reports');
  const { date } = useFormats();
  return (
    <DatePickerInput
      label={label}
      type="range"
      w={240}
      clearable
      clearButtonProps={{ 'aria-label': t('clearDays') }}
      placeholder={t('anyDay')}
      valueFormatter={({ date: days }) =>
        [days]
          .flat()
          .flatMap((day) => (typeof day === 'string' ? [date(day.slice(0, 10))] : []))
          .join(' – ')
      }
      value={[from ?? null, to ?? null]}
      onChange={([first, last]) => onChange({ from: first ?? undefined, to: last ?? undefined })}
    />
  );
}
