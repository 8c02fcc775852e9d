import type { RecordState } from '../process/record.ts';
import { backward, type Replayed } from '../process/replay.ts';
import { type PastEvent, recordEventOf } from './event.ts';

/**
 * A record as it was at an earlier version, from the record as it is and what happened since.
 *
 * @param later events of the record after that version, in the order they happened
 * @returns null when it did not exist yet
 */
export function asOf(record: RecordState, later: readonly PastEvent[]): RecordState | null {
  let state: Replayed | null = { ...record, deleted: record.deletedAt !== null };
  for (const event of [...later].reverse()) {
    const happened = recordEventOf(event);
    if (happened && state) state = backward(state, happened);
  }
  if (!state) return null;
  const { doc, funnel, stage, ownerId, tags, deleted } = state;
  return {
    ...record,
    doc,
    funnel,
    stage,
    ownerId,
    tags,
    deletedAt: deleted ? (record.deletedAt ?? record.updatedAt) : null,
  };
}
