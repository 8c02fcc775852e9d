import type { Why } from '@etapa/shared/api/rules';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../i18n/locale.tsx';

/** When time sets a rule off next, or why its trigger is not met. */
export function TriggerRefused({ trigger }: { trigger: Why['trigger'] }) {
  const { t } = useTranslation('rules');
  const { dateTime } = useFormats();
  const { held, code, reason, dueAt } = trigger;
  const time = dueAt ? dateTime(dueAt) : '';
  const isNext = dueAt && (held || code === 'not_yet');
  return (
    <>
      {isNext && <Text size="sm">{t('try.dueAt', { time })}</Text>}
      {!held && code !== 'not_yet' && <Text size="sm">{code ? t(`refused.${code}`, { time }) : reason}</Text>}
    </>
  );
}
