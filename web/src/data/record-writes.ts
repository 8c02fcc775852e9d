import type { RecordMove, RecordView } from '@etapa/shared/api/records';
import type { MutateOptions } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useOutbox, type Written } from './outbox.ts';
import { type RecordEdit, recordEdits, recordMoves } from './record-change.ts';

type Edit = Omit<RecordEdit, 'entityType'>;

/** Changes a record; it waits while the server cannot be reached. */
export function useChangeRecord(entityType: string) {
  const { mutate: start, mutateAsync: startAsync, ...rest } = useOutbox(recordEdits);
  const mutate = useCallback(
    (edit: Edit, options?: MutateOptions<RecordView, Error, Written<RecordEdit>>) =>
      start({ ...edit, entityType }, options),
    [start, entityType],
  );
  const mutateAsync = useCallback((edit: Edit) => startAsync({ ...edit, entityType }), [startAsync, entityType]);
  return { ...rest, mutate, mutateAsync };
}

/** Moves a record; it waits while the server cannot be reached. */
export function useMoveRecord(entityType: string) {
  const { mutateAsync: start, ...rest } = useOutbox(recordMoves);
  const mutateAsync = useCallback(
    (move: RecordMove & { id: string }) => start({ ...move, entityType }),
    [start, entityType],
  );
  return { ...rest, mutateAsync };
}
