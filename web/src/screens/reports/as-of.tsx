import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

/** When figures were read, where that was not just now. @param at ISO 8601 */
export function AsOf({ at }: { at: string | undefined }) {
  const { t } = useTranslation('common');
  const { dateTime } = useFormats();
  if (at === undefined) return null;
  return (
    <Text size="xs" c="dimmed" mb={4}>
      {t('asOf', { time: dateTime(at, { timeStyle: 'medium' }) })}
    </Text>
  );
}
