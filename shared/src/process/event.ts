import type { JsonValue } from '../fields/field.ts';

/**
 * What happened to a record, in the words rules, timelines and reports share.
 * One command may give several (an update and a move): all carry the same record version.
 */
export type RecordEvent =
  | { kind: 'record.created'; after: Changes; funnel: string | null; stage: string | null; ownerId: string | null }
  | { kind: 'record.updated'; before: Changes; after: Changes }
  /** By a change of the definition, not by anyone's wish: rules do not see it. */
  | { kind: 'record.converted'; before: Changes; after: Changes }
  | { kind: 'record.assigned'; before: string | null; after: string | null }
  | {
      kind: 'record.moved';
      from: { funnel: string | null; stage: string | null };
      to: { funnel: string; stage: string };
      /** Length of the visit that ended, in seconds; null when there was none. */
      seconds: number | null;
    }
  | { kind: 'record.tagged'; before: readonly string[]; after: readonly string[] }
  | { kind: 'record.deleted' }
  | { kind: 'record.restored' };

/** Values by field key; null for a field that was or became empty. */
export type Changes = { [fieldKey: string]: JsonValue };
