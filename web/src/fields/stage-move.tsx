import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType, Stage } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { isEmpty } from '@etapa/shared/fields/kind';
import { type ReactNode, Suspense, useCallback, useState } from 'react';
import { findStage } from '../data/entity-types.ts';
import { isProblem } from '../data/problem.ts';
import { useMoveRecord } from '../data/record-writes.ts';
import { fetched } from '../ui/fetched.ts';
import { fieldKeyIn } from './field-path.ts';
import type { Asking, MoveTarget } from './move-target.ts';

// The form with its editors: fetched when a stage asks for something for the first time.
const AskForFields = fetched(async () => (await import('./ask-for-fields.tsx')).AskForFields);

/** Attempts while others change other things of the record. */
const ATTEMPTS = 4;

/** Keys of the fields a stage asks for that the record leaves empty. */
export function missingFor(type: EntityType, stage: Stage | undefined, doc: Doc): string[] {
  return (stage?.required ?? []).filter((key) => {
    const field = type.fields.find((candidate) => candidate.key === key);
    return field !== undefined && isEmpty(doc[key]);
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
    <Suspense>
      <AskForFields
        key={`${asking.record.id} ${asking.target.stage}`}
        type={type}
        asking={asking}
        onMove={(doc) => send(asking.record, { ...asking.target, doc: { ...asking.target.doc, ...doc } })}
      />
    </Suspense>
  );
  return { move, send, dialog };
}
