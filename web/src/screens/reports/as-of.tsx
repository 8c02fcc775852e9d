import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

/** When figures were read, where that was not just now. @param at ISO 8601 @param isRefreshed newer ones are on the way */
export function AsOf({ at, isRefreshed = false }: { at: string | undefined; isRefreshed?: boolean }) {
  const { t } = useTranslation('common');
  const { dateTime } = useFormats();
  if (at === undefined) return null;
  return (
    <Text size="xs" c="dimmed" mb={4}>
      {t(isRefreshed ? 'asOfRefreshed' : 'asOf', { time: dateTime(at, { timeStyle: 'medium' }) })}
    </Text>
  );
}
