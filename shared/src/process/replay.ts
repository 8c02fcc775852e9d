import { withChanges } from './changes.ts';
import type { RecordEvent } from './event.ts';
import type { RecordState } from './record.ts';

/** The part of a record that its events tell. */
export type Replayed = Pick<RecordState, 'doc' | 'funnel' | 'stage' | 'ownerId' | 'tags'> & { deleted: boolean };

/** The record after an event, from the record before it. */
export function forward(state: Replayed, event: RecordEvent): Replayed {
  switch (event.kind) {
    case 'record.created': {
      const { funnel, stage, ownerId } = event;
      return { doc: withChanges({}, event.after), funnel, stage, ownerId, deleted: false };
    }
    case 'record.updated':
    case 'record.converted':
      return { ...state, doc: withChanges(state.doc, event.after) };
    case 'record.assigned':
      return { ...state, ownerId: event.after };
    case 'record.tagged':
      return { ...state, tags: event.after };
    case 'record.moved':
      return { ...state, ...event.to };
    case 'record.deleted':
      return { ...state, deleted: true };
    case 'record.restored':
      return { ...state, deleted: false };
  }
}

/** The record before an event, from the record after it; null before it was made. */
export function backward(state: Replayed, event: RecordEvent): Replayed | null {
  switch (event.kind) {
    case 'record.created':
      return null;
    case 'record.updated':
    case 'record.converted':
      return { ...state, doc: withChanges(state.doc, event.before) };
    case 'record.assigned':
      return { ...state, ownerId: event.before };
    case 'record.tagged':
      return { ...state, tags: event.before };
    case 'record.moved':
      return { ...state, ...event.from };
    case 'record.deleted':
      return { ...state, deleted: false };
    case 'record.restored':
      return { ...state, deleted: true };
  }
}
