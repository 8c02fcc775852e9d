import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import { Alert, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../../i18n/locale.tsx';

interface Props {
  type: EntityType;
  record: RecordView;
}

/** Values that a change of the process left without a place: kept here until somebody has seen to them. */
export function CardSetAside({ type, record }: Props) {
  const { t } = useTranslation('builder');
  const { label } = useFormats();
  const entries = Object.entries(record.setAside ?? {});
  if (entries.length === 0) return null;
  const nameOf = (key: string) => label(type.fields.find((field) => field.key === key)?.label ?? key);
  return (
    <Alert color="yellow" variant="light" title={t('aside.title')}>
      <List size="sm">
        {entries.flatMap(([key, { earlier = [], ...kept }]) =>
          [kept, ...earlier].map(({ value, version, code, reason }) => (
            <List.Item key={`${key} ${version}`}>
              {nameOf(key)}: <b>{typeof value === 'string' ? value : JSON.stringify(value)}</b>{' '}
              <Text span size="xs" c="dimmed">
                {t(`reason.${code}`, { defaultValue: reason })}
              </Text>
            </List.Item>
          )),
        )}
      </List>
    </Alert>
  );
}
