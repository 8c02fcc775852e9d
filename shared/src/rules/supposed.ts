import { changesBetween } from '../process/changes.ts';
import type { RecordState } from '../process/record.ts';
import type { PastEvent } from './event.ts';
import type { Trigger } from './rule.ts';
import { keysOf } from './triggers/kind.ts';

/**
 * The event that a trigger waits for, as if it had just happened to a record: it has come into the stage it is in, is
 * about to leave it, or the chosen fields have just got the values they have.
 *
 * @param before the record as it is supposed to have been
 * @returns null for a trigger that no event of the record sets off, or that cannot happen to it: a record without a
 *   stage enters and leaves none
 */
export function supposedEvent(
  trigger: Trigger,
  record: RecordState,
  before: RecordState | null,
  now: string,
): PastEvent | null {
  const data = dataOf(trigger, record, before);
  if (!data) return null;
  return {
    id: '00000000-0000-0000-0000-000000000000',
    at: now,
    recordVersion: record.version,
    actor: { kind: 'system', id: 'rules' },
    cause: { correlation: '00000000-0000-0000-0000-000000000000', depth: 0 },
    ...data,
  };
}

function dataOf(
  trigger: Trigger,
  record: RecordState,
  before: RecordState | null,
): Pick<PastEvent, 'kind' | 'data'> | null {
  const { doc, funnel, stage, ownerId } = record;
  switch (trigger.kind) {
    case 'record.created':
      return { kind: 'record.created', data: { after: doc, funnel, stage, ownerId } };
    case 'record.updated': {
      const changes = changesBetween(before?.doc ?? {}, doc) ?? { before: {}, after: {} };
      const keys = keysOf(trigger, 'fields') ?? Object.keys(doc);
      const supposed = Object.fromEntries(keys.map((key) => [key, doc[key] ?? null]));
      return { kind: 'record.updated', data: { before: changes.before, after: { ...supposed, ...changes.after } } };
    }
    case 'record.assigned':
      return { kind: 'record.assigned', data: { before: before?.ownerId ?? null, after: ownerId } };
    case 'stage.entered':
      if (stage === null) return null;
      return {
        kind: 'record.moved',
        data: { from: { funnel: null, stage: null }, to: { funnel, stage }, seconds: null },
      };
    case 'stage.left':
      if (stage === null) return null;
      return { kind: 'record.moved', data: { from: { funnel, stage }, to: { funnel, stage: '' }, seconds: null } };
    default:
      return { kind: trigger.kind, data: {} };
  }
}
