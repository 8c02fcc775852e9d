import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { Modal, Text } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../../data/entity-types.ts';
import { DocumentForm } from '../../fields/document-form.tsx';
import { missingFor } from '../../fields/stage-move.tsx';
import { useFormats } from '../../i18n/locale.tsx';

interface Asking {
  records: RecordView[];
  stage: Stage;
  keys: string[];
  done: (doc: Doc | null) => void;
}

/**
 * Asks once for what a stage wants of several cards.
 *
 * @returns `ask`, which resolves to what was filled in (for the cards that lack it), or null when the person thought
 *   better of it; and `dialog`, to be rendered once
 */
export function useAskMany(type: EntityType): {
  ask: (records: RecordView[], stage: string) => Promise<Doc | null>;
  dialog: ReactNode;
} {
  const [asking, setAsking] = useState<Asking | null>(null);
  const ask = useCallback(
    async (records: RecordView[], stageKey: string): Promise<Doc | null> => {
      const stage = findStage(type, records[0]?.funnel ?? null, stageKey);
      const keys = [...new Set(records.flatMap(({ doc }) => missingFor(type, stage, doc)))];
      if (!stage || keys.length === 0) return {};
      return new Promise((resolve) => {
        const done = (doc: Doc | null) => {
          setAsking(null);
          resolve(doc);
        };
        setAsking({ records, stage, keys, done });
      });
    },
    [type],
  );
  return { ask, dialog: asking && <AskMany type={type} asking={asking} /> };
}

const NOTHING: Doc = {};

function AskMany({ type, asking }: { type: EntityType; asking: Asking }) {
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
