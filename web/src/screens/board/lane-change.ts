import type { RecordView } from '@etapa/shared/api/records';
import type { Doc } from '@etapa/shared/fields/field';
import type { Slot } from './columns.ts';

/** What a card's way into another lane changes of the record. */
export interface LaneChange {
  doc?: Doc;
  ownerId?: string | null;
}

/** Nothing where the card stays in its lane, or there are none. */
export function laneChange(record: RecordView, laneBy: string | undefined, { lane }: Slot): LaneChange {
  if (laneBy === undefined || lane === undefined) return {};
  if (laneBy === '$owner') return record.ownerId === lane ? {} : { ownerId: lane };
  return (record.doc[laneBy] ?? null) === lane ? {} : { doc: { [laneBy]: lane } };
}
