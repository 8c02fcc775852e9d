import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Alert, Button, Group, Modal } from '@mantine/core';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDraft } from '../data/draft.ts';
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

/** The whole form of a new record. What was typed is there again after the page was closed or reloaded. */
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
  const [typed, keep] = useDraft<Typed | null>(`new ${type.key} ${JSON.stringify(initial ?? {})}`, null);
  const [begun, setBegun] = useState(() => typed && stillIn(type, typed));
  const onTyped = useCallback((doc: Doc) => keep({ doc, kinds: kindsOf(type) }), [keep, type]);
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
      {begun && (
        <Alert mb="md" py="xs">
          <Group justify="space-between" gap="xs">
            {t('typedBefore')}
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                keep(null);
                setBegun(null);
              }}
            >
              {t('startEmpty')}
            </Button>
          </Group>
        </Alert>
      )}
      <DocumentForm
        key={begun ? 'begun' : 'empty'}
        type={form}
        initial={begun ?? defaults}
        onTyped={onTyped}
        asked={asked}
        record={record}
        submitLabel={common('create')}
        onCancel={() => {
          keep(null);
          onClose();
        }}
        notice={(doc) => <TypedDuplicates type={type} doc={doc} />}
        onSubmit={async (doc) => {
          const made = await create.mutateAsync({ doc: writable(type, doc), funnel, stage });
          keep(null);
          onClose();
          onCreated?.(made);
        }}
      />
    </Modal>
  );
}

interface Typed {
  doc: Doc;
  /** Of the fields as they were, by key. */
  kinds: { [field: string]: string };
}

const kindsOf = ({ fields }: EntityType): Typed['kinds'] =>
  Object.fromEntries(fields.map(({ key, kind }) => [key, kind]));

/** What was typed, for fields that are still what they were. */
function stillIn(type: EntityType, { doc, kinds }: Typed): Doc {
  const now = kindsOf(type);
  return Object.fromEntries(Object.entries(doc).filter(([key]) => now[key] !== undefined && now[key] === kinds[key]));
}

/** Without what only Etapa itself writes. */
function writable(type: EntityType, doc: Doc): Doc {
  const own = type.fields.filter((field) => !isReadOnly(field));
  return Object.fromEntries(own.flatMap(({ key }) => (doc[key] === undefined ? [] : [[key, doc[key]]])));
}
