import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal, Text } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { isProblem } from '../data/problem.ts';
import { useFormats } from '../i18n/locale.tsx';
import { DocumentForm } from './document-form.tsx';
import { fieldKeyIn } from './field-path.ts';
import type { MoveTarget } from './stage-move.tsx';

/** A move that waits for what its stage asks for. */
export interface Asking {
  record: RecordView;
  target: MoveTarget;
  stage: Stage;
  keys: string[];
  done: (record: RecordView | null) => void;
  fail: (error: unknown) => void;
}

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
  const [keys, setKeys] = useState(asking.keys);
  const initial = useRef({ ...record.doc, ...target.doc }).current;
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
      <DocumentForm
        key={keys.join()}
        type={type}
        initial={initial}
        only={keys}
        asked={keys}
        record={conditions}
        submitLabel={t('ask.move')}
        onCancel={() => done(null)}
        onSubmit={async (doc) => {
          const sent = Object.fromEntries(keys.flatMap((key) => (doc[key] === undefined ? [] : [[key, doc[key]]])));
          try {
            done(await onMove(sent));
          } catch (error) {
            if (isProblem(error, 'version_conflict')) return fail(error);
            const more = isProblem(error) ? error.errors.flatMap((fault) => fieldKeyIn(fault.path) ?? []) : [];
            const unseen = more.filter((key) => !keys.includes(key));
            if (unseen.length > 0) {
              Object.assign(initial, sent);
              setKeys([...keys, ...unseen]);
            }
            throw error;
          }
        }}
      />
    </Modal>
  );
}
