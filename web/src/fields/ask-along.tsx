import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { askedAlong } from './asked-along.ts';
import { FewFields } from './few-fields.tsx';

interface Props {
  type: EntityType;
  record: RecordView;
  /** What is being changed, by the name its reader knows. */
  name: string;
  /** The change that cannot stand by itself. */
  changed: Doc;
  /** What has to be changed with it. */
  keys: string[];
  /** @param along values of what was asked for */
  onSave: (along: Doc) => Promise<unknown>;
  onClose: () => void;
}

/** Asks for what a changed value makes necessary, and saves all of it at once: one without the other would be refused. */
export function AskAlong({ type, record, name, changed, keys, onSave, onClose }: Props) {
  const { t } = useTranslation('fields');
  const { t: common } = useTranslation('common');
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('along.title', { field: name })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('along.why')}
      </Text>
      <FewFields
        type={type}
        initial={{ ...record.doc, ...changed }}
        keys={keys}
        record={record}
        submitLabel={common('save')}
        onCancel={onClose}
        onSubmit={onSave}
        more={(error) => askedAlong(type, error, '').filter((key) => !(key in changed))}
      />
    </Modal>
  );
}
