import type { Doc, FieldSettings } from '../fields/field.ts';

/** What a condition may know of an entity type; an `EntityType` is one. */
export interface ConditionFields {
  /** The asker may not read titles: `$title` is unknown to them. */
  titleHidden?: boolean;
  fields: readonly FieldSettings[];
  funnels?: readonly { key: string; stages: readonly { key: string; group: string }[] }[];
}

/** The entity type a condition speaks of, and those its links lead to. */
export interface ConditionSchema extends ConditionFields {
  /** Definition of a link's target by entity type key; undefined where there is none. */
  linkedType?: (entityType: string) => ConditionFields | undefined;
}

/** What a condition reads of a record; a `RecordState` is one. Absent is empty. */
export interface ConditionRecord {
  id?: string;
  number?: number;
  title?: string;
  funnel?: string | null;
  stage?: string | null;
  ownerId?: string | null;
  tags?: readonly string[];
  createdAt?: string;
  createdBy?: { kind: string; id: string; userId?: string };
  updatedAt?: string;
  stageEnteredAt?: string | null;
  lastActivityAt?: string;
  closedAt?: string | null;
  doc: Doc;
}

/** All that the answer of a condition depends on besides the condition. */
export interface ConditionEnvironment {
  schema: ConditionSchema;
  /** `$me`: the person's id; absent for rules, whom no comparison with `$me` meets. */
  me?: string | null;
  /** `$myTeam`: ids of the people it stands for. */
  myTeam?: readonly string[];
  /** `$now`: ISO 8601 with an offset. */
  now: string;
  /** IANA name of the organisation's zone: decides `$today` and where a day begins. */
  timeZone: string;
}

export interface ConditionContext extends ConditionEnvironment {
  record: ConditionRecord;
  /** A linked record by id; undefined where there is none. */
  linked?: (recordId: string, entityType: string) => (ConditionRecord & { entityType?: string }) | undefined;
  /** The record before the event, for `changed…`; null when it was just made. Absent: nothing changed. */
  before?: ConditionRecord | null;
}
