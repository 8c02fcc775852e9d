import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal } from '@mantine/core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../data/entity-types.ts';
import { useCreateRecord } from '../data/record.ts';
import { useFormats } from '../i18n/locale.tsx';
import { DocumentForm } from './document-form.tsx';
import { isReadOnly } from './field-states.ts';
import { asked as askedOf, initialValues } from './initial-values.ts';
import { TypedDuplicates } from './typed-duplicates.tsx';

interface Props {
  type: EntityType;
  /** Absent: where new records of the type begin. */
  funnel?: string;
  stage?: string;
  /** Values known already. */
  initial?: Doc;
  onClose: () => void;
  onCreated?: (record: RecordView) => void;
}

/** The whole form of a new record. */
export function NewRecord({ type, funnel, stage, initial, onClose, onCreated }: Props) {
  const { t } = useTranslation('fields');
  const { t: common } = useTranslation('common');
  const { label } = useFormats();
  const create = useCreateRecord(type.key);
  const own = type.funnels?.find((one) => one.key === funnel) ?? type.funnels?.[0];
  const first = stage ?? own?.stages.find((one) => one.group === 'open')?.key ?? null;
  const asked = useMemo(() => findStage(type, own?.key ?? null, first)?.required ?? [], [type, own, first]);
  const record = useMemo(() => ({ funnel: own?.key ?? null, stage: first }), [own, first]);
  const defaults = useMemo(() => ({ ...initialValues(type), ...initial }), [type, initial]);
  const form = useMemo(() => askedOf(type), [type]);
  return (
    <Modal
      opened
      onClose={onClose}
      size={type.fields.some(({ kind }) => kind === 'lines') ? 'xl' : 'lg'}
      title={t('newRecord', { type: label(type.name) })}
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': common('close') }}
    >
      <DocumentForm
        type={form}
        initial={defaults}
        asked={asked}
        record={record}
        submitLabel={common('create')}
        onCancel={onClose}
        notice={(doc) => <TypedDuplicates type={type} doc={doc} />}
        onSubmit={async (doc) => {
          const made = await create.mutateAsync({ doc: writable(type, doc), funnel, stage });
          onClose();
          onCreated?.(made);
        }}
      />
    </Modal>
  );
}

/** Without what only Etapa itself writes. */
function writable(type: EntityType, doc: Doc): Doc {
  const own = type.fields.filter((field) => !isReadOnly(field));
  return Object.fromEntries(own.flatMap(({ key }) => (doc[key] === undefined ? [] : [[key, doc[key]]])));
}
