import { type Days, PRESETS, type Preset, presetDays, presetOf } from '@etapa/shared/reports/periods';
import { Select } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import { DayRange } from './day-range.tsx';

interface Props extends Days {
  onChange: (days: Days) => void;
  /** Said in place of a length that is none of those offered. */
  placeholder?: string;
}

/** A period: one of those that people ask for, or any days. */
export function PeriodChoice({ from, to, onChange, placeholder }: Props) {
  const { t } = useTranslation('reports');
  const { today } = useFormats();
  const now = today();
  const preset = presetOf({ from, to }, now);
  return (
    <>
      <Select
        label={t('period')}
        w={170}
        value={preset ?? null}
        placeholder={placeholder ?? t('preset.chosen')}
        allowDeselect={false}
        onChange={(chosen) =>
          chosen && onChange({ from: undefined, to: undefined, ...presetDays(chosen as Preset, now) })
        }
        data={PRESETS.map((value) => ({ value, label: t(`preset.${value}`) }))}
      />
      <DayRange label={t('days')} from={from} to={to} onChange={onChange} />
    </>
  );
}
