import type { JsonValue } from '@etapa/shared/fields/field';
import type { RecordState } from '@etapa/shared/process/record';
import type { Rule } from '@etapa/shared/rules/rule';
import type { PublishedType } from '../../store/entity-types.ts';

/** A record at a moment on which a rule is tried. */
export interface Scene {
  rule: Rule;
  /** Absent for a rule that was not saved. */
  ruleId?: string;
  type: PublishedType;
  record: RecordState;
  before: RecordState | null;
  actor: { kind: string; id: string; name?: string };
  /** What formulas see as `trigger`. */
  trigger?: JsonValue;
  /** ISO 8601 in UTC. */
  now: string;
  /** Whether the record is as it is today: tasks, full stages and whose turn it is are known then. */
  present: boolean;
}

/** How far a rehearsal has come: what the record would be by now, and what steps gave. */
export interface Course {
  record: RecordState;
  now: string;
  steps: { [id: string]: JsonValue };
  /** Tasks the rule would have made that hold the card, with the stage they hold it in. */
  holding: { title: string; stage: string | null }[];
  /** Why nothing more would happen. */
  over?: string;
}
