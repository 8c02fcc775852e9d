import type { Doc, FieldKind, JsonValue } from '../fields/field.ts';

/** Who did it. `id` is the user's id, the rule's key, the form's or hook's key. */
export type Actor =
  | { kind: 'user'; id: string }
  | { kind: 'rule'; id: string; version: number; runId: string }
  /** `was`: who it was in the system that the record comes from, where nobody here is called that. */
  | { kind: 'import'; id: string; userId: string; was?: string }
  | { kind: 'system'; id: string };

/** What led to an event: travels with it so that chains of rules can be followed and stopped. */
export interface Cause {
  /** One per chain: the id of the request, import or event that began it. */
  correlation: string;
  /** Rules in the chain so far; 0 for a person. */
  depth: number;
  rule?: string;
  ruleVersion?: number;
  runId?: string;
  stepId?: string;
  /** The event whose rule caused this one. */
  eventId?: string;
  /** The bulk change, by its job's id, that did this to one of many records. */
  bulk?: string;
  /** Rules do not see it: an import that was not asked to let them. */
  silent?: boolean;
}

/** A value that a change of the definition left without a place, with the reason. Never dropped. */
export interface SetAsideValue {
  value: JsonValue;
  /** Kind of the field that held it. */
  kind: FieldKind;
  /** Version of the definition it was written under. */
  version: number;
  code: string;
  reason: string;
  /** Values set aside for the same field before, newest first. */
  earlier?: Omit<SetAsideValue, 'earlier'>[];
}

export type SetAside = { [fieldKey: string]: SetAsideValue };

/** A record as the core sees and returns it. Timestamps are ISO 8601 in UTC. */
export interface RecordState {
  id: string;
  entityType: string;
  number: number;
  funnel: string | null;
  stage: string | null;
  stageEnteredAt: string | null;
  lastActivityAt: string;
  closedAt: string | null;
  ownerId: string | null;
  teamId: string | null;
  title: string;
  /** Absent where there is none. */
  tags?: readonly string[];
  doc: Doc;
  /** Absent where nothing was set aside. */
  setAside?: SetAside;
  definitionVersion: number;
  /** Fractional index: the card's place in its column. */
  rank: string;
  version: number;
  createdAt: string;
  createdBy: Actor;
  updatedAt: string;
  deletedAt: string | null;
}
