import { Alert, SegmentedControl, Stack, Text } from '@mantine/core';
import { IconCalendarQuestion } from '@tabler/icons-react';
import type { Dispatch } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';
import type { WizardAction } from './mapping.ts';

interface Props {
  /** A date of the file, such as `03/04/2026`. */
  ambiguous: string;
  dateFormat: string;
  dispatch: Dispatch<WizardAction>;
}

/** Asks which comes first, the day or the month, where nothing in the file tells. */
export function DateOrder({ ambiguous, dateFormat, dispatch }: Props) {
  const { t } = useTranslation('import');
  const { date } = useFormats();
  const parts = /^(\d{1,2})([./-])(\d{1,2})\2(\d{2,4})$/.exec(ambiguous);
  if (!parts) return null;
  const [, first = '', mark = '/', second = '', year = ''] = parts;
  const whole = year.length === 4 ? year : `20${year}`;
  const token = 'Y'.repeat(year.length);
  const shown = (month: string, day: string) => date([whole, month.padStart(2, '0'), day.padStart(2, '0')].join('-'));
  const orders = [
    { value: `D${mark}M${mark}${token}`, label: shown(second, first) },
    { value: `M${mark}D${mark}${token}`, label: shown(first, second) },
  ];
  return (
    <Alert color="yellow" p="xs" icon={<IconCalendarQuestion size={18} aria-hidden />} title={t('dateOrder.title')}>
      <Stack gap={6} align="flex-start">
        <Text size="sm">{t('dateOrder.ask', { date: ambiguous })}</Text>
        <SegmentedControl
          size="xs"
          aria-label={t('dateOrder.ask', { date: ambiguous })}
          data={orders}
          value={orders.some(({ value }) => value === dateFormat) ? dateFormat : ''}
          onChange={(next) => dispatch({ kind: 'option', change: { dateFormat: next } })}
        />
      </Stack>
    </Alert>
  );
}
