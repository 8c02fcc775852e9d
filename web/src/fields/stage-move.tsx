import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { kindOf } from '@etapa/shared/fields/kinds';
import { Modal, Text } from '@mantine/core';
import { type ReactNode, useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { findStage } from '../data/entity-types.ts';
import { isProblem } from '../data/problem.ts';
import { useMoveRecord } from '../data/record-writes.ts';
import { useFormats } from '../i18n/locale.tsx';
import { DocumentForm } from './document-form.tsx';
import { fieldKeyIn } from './resolver.ts';

export interface MoveTarget {
  stage: string;
  funnel?: string;
  after?: string | null;
  doc?: Doc;
  /** The record as it was last seen: refused with `version_conflict` once somebody else has moved it. */
  version?: number;
}

/** Attempts while others change other things of the record. */
const ATTEMPTS = 4;

interface Asking {
  record: RecordView;
  target: MoveTarget;
  stage: Stage;
  keys: string[];
  done: (record: RecordView | null) => void;
  fail: (error: unknown) => void;
}

/** Keys of the fields a stage asks for that the record leaves empty. */
export function missingFor(type: EntityType, stage: Stage | undefined, doc: Doc): string[] {
  return (stage?.required ?? []).filter((key) => {
    const field = type.fields.find((candidate) => candidate.key === key);
    return field !== undefined && kindOf(field).empty(doc[key]);
  });
}

/**
 * Moves records between stages. Where a stage asks for fields that are empty, a small form asks for just those and
 * the move goes on with them.
 *
 * @returns `move`, which resolves to the moved record, or null when the person thought better of it, and rejects
 *   with the server's refusal; and `dialog`, to be rendered once
 */
export function useStageMove(type: EntityType): {
  move: (record: RecordView, target: MoveTarget) => Promise<RecordView | null>;
  /** Moves without asking: what is missing is refused. */
  send: (record: RecordView, target: MoveTarget) => Promise<RecordView>;
  dialog: ReactNode;
} {
  const { mutateAsync } = useMoveRecord(type.key);
  const [asking, setAsking] = useState<Asking | null>(null);

  const send = useCallback(
    async (record: RecordView, target: MoveTarget): Promise<RecordView> => {
      let { version } = target;
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await mutateAsync({ id: record.id, ...target, version });
        } catch (error) {
          if (version === undefined || attempt === ATTEMPTS || !isProblem(error, 'version_conflict')) throw error;
          const current = error.problem.current as RecordView | undefined;
          if (!current || current.stage !== record.stage || current.funnel !== record.funnel) throw error;
          version = current.version;
        }
      }
    },
    [mutateAsync],
  );

  const ask = useCallback(
    (record: RecordView, target: MoveTarget, stage: Stage, keys: string[]) =>
      new Promise<RecordView | null>((resolve, reject) => {
        const done = (moved: RecordView | null) => {
          setAsking(null);
          resolve(moved);
        };
        const fail = (error: unknown) => {
          setAsking(null);
          reject(error);
        };
        setAsking({ record, target, stage, keys, done, fail });
      }),
    [],
  );

  const move = useCallback(
    async (record: RecordView, target: MoveTarget) => {
      const stage = findStage(type, target.funnel ?? record.funnel, target.stage);
      const changesStage = target.stage !== record.stage || (target.funnel ?? record.funnel) !== record.funnel;
      const missing = changesStage ? missingFor(type, stage, { ...record.doc, ...target.doc }) : [];
      if (stage && missing.length > 0) return ask(record, target, stage, missing);
      try {
        return await send(record, target);
      } catch (error) {
        if (!stage || !isProblem(error, 'required_fields')) throw error;
        const keys = error.errors.flatMap((fault) => fieldKeyIn(fault.path) ?? []);
        if (keys.length === 0) throw error;
        return ask(record, target, stage, keys);
      }
    },
    [type, send, ask],
  );

  const dialog = asking && (
    <AskForFields
      key={`${asking.record.id} ${asking.target.stage}`}
      type={type}
      asking={asking}
      onMove={(doc) => send(asking.record, { ...asking.target, doc: { ...asking.target.doc, ...doc } })}
    />
  );
  return { move, send, dialog };
}

interface AskProps {
  type: EntityType;
  asking: Asking;
  onMove: (doc: Doc) => Promise<RecordView>;
}

function AskForFields({ type, asking, onMove }: AskProps) {
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
