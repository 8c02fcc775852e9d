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
  const lastActivityAt = earlier.findLast(isActivity)?.at ?? record.createdAt;
  const [first] = command;
  if (!first || recordEventOf(first) === undefined)
    return first && isActivity(first) ? { ...after, lastActivityAt } : after;
  let state: Replayed | null = { ...after, deleted: after.deletedAt !== null };
  let { stageEnteredAt } = after;
  for (const event of command.toReversed()) {
    const happened: RecordEvent | undefined = recordEventOf(event);
    if (happened?.kind === 'record.moved') stageEnteredAt = enteredBefore(happened, event);
    if (happened && state) state = backward(state, happened);
  }
  if (!state) return null;
  const { deleted, doc, funnel, stage, ownerId, tags } = state;
  const place = stageOf(definition, funnel, stage);
  const updatedAt = earlier.findLast((event) => recordEventOf(event) !== undefined)?.at ?? record.createdAt;
  return {
    ...after,
    doc,
    funnel,
    stage,
    ownerId,
    tags,
    stageEnteredAt,
    updatedAt,
    lastActivityAt,
    title: titleOf(definition, doc, record.number),
    version: after.version - 1,
    closedAt: place && isTerminal(place.stage) ? stageEnteredAt : null,
    deletedAt: deleted ? (after.deletedAt ?? updatedAt) : null,
  };
}

/** Things that are done about a record without changing it, and that end its silence. */
const DONE_ABOUT: ReadonlySet<string> = new Set([
  'comment.added',
  'contact.logged',
  'task.created',
  'task.completed',
  'task.reopened',
]);

/** Changes that are no work on the record. */
const NO_ACTIVITY: ReadonlySet<string> = new Set(['record.deleted', 'record.converted']);

const isActivity = (event: PastEvent): boolean =>
  DONE_ABOUT.has(event.kind) || (recordEventOf(event) !== undefined && !NO_ACTIVITY.has(event.kind));

function enteredBefore({ seconds }: Extract<RecordEvent, { kind: 'record.moved' }>, { at }: PastEvent): string | null {
  return seconds === null ? null : new Date(Date.parse(at) - seconds * 1_000).toISOString();
}
