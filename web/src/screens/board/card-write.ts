import type { RecordView } from '@etapa/shared/api/records';
import type { EntityType } from '@etapa/shared/definition/entity-type';
import type { Doc } from '@etapa/shared/fields/field';
import { useCallback } from 'react';
import { api } from '../../data/client.ts';
import { recordPath } from '../../data/record.ts';
import type { MoveTarget } from '../../fields/move-target.ts';
import type { Place } from './columns.ts';
import { laneChange } from './lane-change.ts';
import { valuesBefore } from './values-before.ts';

type Move = (record: RecordView, target: MoveTarget) => Promise<RecordView | null>;

/**
 * Writes where a card goes: stage, place and, on a board with lanes, what its lane says of it. An owner that cannot be
 * given takes the move back: a card never stays half moved.
 *
 * @returns `write`, which gives the record as it is then, or null when the person thought better of it
 */
export function useCardWrite(type: EntityType, laneBy: string | undefined, move: Move) {
  return useCallback(
    async (record: RecordView, to: Place, doc?: Doc, version?: number): Promise<RecordView | null> => {
      const change = laneChange(record, laneBy, to);
      const { stage, after } = to;
      const funnel = record.funnel ?? undefined;
      const given = change.doc || doc ? { ...change.doc, ...doc } : undefined;
      const moved = await move(record, { stage, after, funnel, doc: given, version });
      if (!moved || change.ownerId === undefined) return moved;
      try {
        return await api.patch<RecordView>(recordPath(type.key, record.id), { ownerId: change.ownerId });
      } catch (error) {
        if (record.stage !== null && record.stage !== moved.stage) {
          const back = { stage: record.stage, funnel, doc: valuesBefore(type, record.doc, moved.doc) };
          await api.post(`${recordPath(type.key, record.id)}/move`, back);
        }
        throw error;
      }
    },
    [type, laneBy, move],
  );
}
