import { Select } from '@mantine/core';
import { DateInput } from '@mantine/dates';
import { useTranslation } from 'react-i18next';
import { parseTypedDate } from '../fields/typed-date.ts';
import type { InputSettings } from '../fields/view.ts';
import { useFormats } from '../i18n/locale.tsx';

interface Props {
  value: string;
  onChange: (value: string | undefined) => void;
  input: InputSettings;
}

/** A day to compare with: today, whenever it is asked, or one of the calendar. */
export function DayValue({ value, onChange, input }: Props) {
  const { t } = useTranslation('conditions');
  const { language, date, today } = useFormats();
  const moving = value === '$today' || value === '$now';
  return (
    <>
      <Select
        {...input}
        w={120}
        allowDeselect={false}
        data={[
          { value: '$today', label: t('today') },
          { value: '$now', label: t('now') },
          { value: 'date', label: t('onDate') },
        ]}
        value={moving ? value : 'date'}
        onChange={(next) => onChange(next === 'date' ? today() : (next ?? undefined))}
      />
      {!moving && (
        <DateInput
          {...input}
          value={value || null}
          valueFormat={date}
          dateParser={(typed) => parseTypedDate(typed, language, today())}
          onChange={(next) => onChange(next ?? undefined)}
        />
      )}
    </>
  );
}
