import type { RecordView } from '@etapa/shared/api/records';
import type { Field } from '@etapa/shared/definition/entity-type';
import type { JsonValue } from '@etapa/shared/fields/field';
import { Alert, Button, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { FieldDisplay } from '../../fields/field-display.tsx';

interface Props {
  field: Field;
  record: RecordView;
  /** What was typed; undefined where the field was being emptied. */
  value: JsonValue | undefined;
  onTake: () => void;
  onDrop: () => void;
}

/** What was typed into a field and not saved before the page went away: it can be gone on with. */
export function KeptValue({ field, record, value, onTake, onDrop }: Props) {
  const { t } = useTranslation('card');
  return (
    <Alert mt={6} p="xs" title={t('kept.title')}>
      {value === undefined ? (
        <Text size="sm">{t('nothing')}</Text>
      ) : (
        <FieldDisplay field={field} value={value} doc={record.doc} titles={record.titles} compact />
      )}
      <Group gap="xs" mt={6}>
        <Button size="compact-xs" onClick={onTake}>
          {t('kept.take')}
        </Button>
        <Button size="compact-xs" variant="default" onClick={onDrop}>
          {t('kept.drop')}
        </Button>
      </Group>
    </Alert>
  );
}
