import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal, Text } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../data/problem.ts';
import { useFormats } from '../i18n/locale.tsx';
import { FewFields } from './few-fields.tsx';
import { fieldKeyIn } from './field-path.ts';
import type { Asking } from './move-target.ts';

interface AskProps {
  type: EntityType;
  asking: Asking;
  onMove: (doc: Doc) => Promise<RecordView>;
}

/** Asks for just the fields that a stage wants, and then moves. */
export function AskForFields({ type, asking, onMove }: AskProps) {
  const { t } = useTranslation('fields');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const { record, target, stage, done, fail } = asking;
  const conditions = useMemo(
    () => ({ ...record, funnel: target.funnel ?? record.funnel, stage: target.stage }),
    [record, target],
  );
  return (
    <Modal
      opened
      onClose={() => done(null)}
      title={t('ask.title', { stage: label(stage.name) })}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <Text size="sm" c="dimmed" mb="sm">
        {t(stage.group === 'lost' ? 'ask.whyLost' : 'ask.why', { title: record.title })}
      </Text>
      <FewFields
        type={type}
        initial={{ ...record.doc, ...target.doc }}
        keys={asking.keys}
        record={conditions}
        submitLabel={t('ask.move')}
        onCancel={() => done(null)}
        onSubmit={async (doc) => {
          try {
            done(await onMove(doc));
          } catch (error) {
            if (!isProblem(error, 'version_conflict')) throw error;
            fail(error);
          }
        }}
        more={(error) => (isProblem(error) ? error.errors.flatMap((fault) => fieldKeyIn(fault.path) ?? []) : [])}
      />
    </Modal>
  );
}
