import type { EntityType } from '../definition/entity-type.ts';
import { isTerminal, stageOf } from '../definition/stage.ts';
import type { RecordEvent } from '../process/event.ts';
import type { RecordState } from '../process/record.ts';
import { backward, type Replayed } from '../process/replay.ts';
import { titleOf } from '../process/title.ts';
import { type PastEvent, recordEventOf } from './event.ts';

/** An event of a record, with the record right before and right after it. */
export interface PastMoment {
  event: PastEvent;
  /** Null before it was made. */
  before: RecordState | null;
  after: RecordState | null;
}

/** What an event leaves behind in a record besides what it tells. */
interface Times {
  stageEnteredAt: string | null;
  updatedAt: string;
  lastActivityAt: string;
}

/**
 * The whole past of a record, backwards from what it is. The events of one command share a version and are seen
 * together: a move that brought values with it finds them there.
 *
 * @param events every event of the record, oldest first
 * @returns the same events, in the same order
 */
export function historyOf(definition: EntityType, record: RecordState, events: readonly PastEvent[]): PastMoment[] {
  const moments: PastMoment[] = [];
  let after: RecordState | null = record;
  for (let end = events.length; end > 0; ) {
    const start = commandStart(events, end);
    const command = events.slice(start, end);
    const before: RecordState | null = after && stateBefore(definition, record, after, command, events.slice(0, start));
    for (const event of command.toReversed()) moments.push({ event, before, after });
    after = before;
    end = start;
  }
  return moments.reverse();
}

/** Where the events begin that share the last one's command. */
function commandStart(events: readonly PastEvent[], end: number): number {
  const last = events[end - 1];
  let start = end - 1;
  if (last === undefined || recordEventOf(last) === undefined) return start;
  for (; start > 0; start--) {
    const earlier = events[start - 1];
    if (!earlier || !recordEventOf(earlier) || earlier.recordVersion !== last.recordVersion) break;
  }
  return start;
}

function stateBefore(
  definition: EntityType,
  record: RecordState,
  after: RecordState,
  command: readonly PastEvent[],
  earlier: readonly PastEvent[],
): RecordState | null {
  let state: Replayed | null = { ...after, deleted: after.deletedAt !== null };
  let { stageEnteredAt } = after;
  for (const event of command.toReversed()) {
    const happened: RecordEvent | undefined = recordEventOf(event);
    if (!happened) continue;
    if (happened.kind === 'record.moved') stageEnteredAt = enteredBefore(happened, event);
    if (state) state = backward(state, happened);
  }
  if (!state) return null;
  const { deleted, doc, funnel, stage, ownerId } = state;
  const changed = command.some((event) => recordEventOf(event) !== undefined);
  const place = stageOf(definition, funnel, stage);
  const times: Times = changed ? timesBefore(record, stageEnteredAt, earlier) : { ...after, stageEnteredAt };
  return {
    ...after,
    ...times,
    doc,
    funnel,
    stage,
    ownerId,
    title: changed ? titleOf(definition, doc, record.number) : after.title,
    version: changed ? after.version - 1 : after.version,
    closedAt: changed ? (place && isTerminal(place.stage) ? stageEnteredAt : null) : after.closedAt,
    deletedAt: deleted ? (after.deletedAt ?? times.updatedAt) : null,
  };
}

function enteredBefore({ seconds }: Extract<RecordEvent, { kind: 'record.moved' }>, { at }: PastEvent): string | null {
  return seconds === null ? null : new Date(Date.parse(at) - seconds * 1_000).toISOString();
}

function timesBefore(record: RecordState, stageEnteredAt: string | null, earlier: readonly PastEvent[]): Times {
  const last = earlier.findLast((event) => recordEventOf(event) !== undefined);
  const active = earlier.findLast(({ kind }) => kind !== 'record.deleted');
  const updatedAt = last?.at ?? record.createdAt;
  return { stageEnteredAt, updatedAt, lastActivityAt: active?.at ?? record.createdAt };
}
