import { notifications } from '@mantine/notifications';
import { useTranslation } from 'react-i18next';

/** Tells that something was kept. */
export function useSaved() {
  const { t } = useTranslation();
  return () => notifications.show({ message: t('saved'), color: 'green', autoClose: 2500 });
}
