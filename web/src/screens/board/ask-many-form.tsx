import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DocumentForm } from '../../fields/document-form.tsx';
import { missingFor } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';

/** A move of several cards that waits for what its stage asks for. */
export interface AskingMany {
  records: RecordView[];
  stage: Stage;
  keys: string[];
  done: (doc: Doc | null) => void;
}

const NOTHING: Doc = {};

/** Asks once for the fields that a stage wants of several cards. */
export function AskMany({ type, asking }: { type: EntityType; asking: AskingMany }) {
  const { t } = useTranslation('board');
  const { t: fields } = useTranslation('fields');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const { records, stage, keys, done } = asking;
  const record = useMemo(() => ({ stage: stage.key, funnel: records[0]?.funnel ?? null }), [stage, records]);
  const lacking = records.filter(({ doc }) => missingFor(type, stage, doc).length > 0).length;
  return (
    <Modal
      opened
      onClose={() => done(null)}
      title={fields('ask.title', { stage: label(stage.name) })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t('askMany', { count: lacking, of: records.length })}
      </Text>
      <DocumentForm
        type={type}
        initial={NOTHING}
        only={keys}
        asked={keys}
        record={record}
        submitLabel={fields('ask.move')}
        onCancel={() => done(null)}
        onSubmit={async (doc) =>
          done(Object.fromEntries(keys.flatMap((key) => (doc[key] === undefined ? [] : [[key, doc[key]]]))))
        }
      />
    </Modal>
  );
}
